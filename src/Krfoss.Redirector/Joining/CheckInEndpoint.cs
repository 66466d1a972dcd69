using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Krfoss.Redirector.Joining;

/// <summary>
/// <c>POST /api/v1/checkin</c>: a mirror says that it has synchronized. It keeps a private mirror in service; of a
/// public one it is a hint, which has it looked at soon. Who has the wrong token learns nothing, not even whether the
/// mirror exists.
/// </summary>
internal sealed partial class CheckInEndpoint(
    SnapshotStore snapshots, CheckIns checkIns, WantCheck wantCheck, TimeProvider time, ILogger<CheckInEndpoint> logger)
{
    /// <summary>A report of all directories of a large mirror, packed.</summary>
    private const int MostBytes = 1024 * 1024;

    /// <summary>A mirror that checks in all the time is not looked at more often than others.</summary>
    private static readonly TimeSpan HintInterval = TimeSpan.FromMinutes(1);

    private const string Bearer = "Bearer ";

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes;
        var body = await ReadAsync(context);
        if (body is null)
        {
            await PlainAnswers.WriteAsync(context, StatusCodes.Status413PayloadTooLarge,
                $"Content Too Large: at most {MostBytes} bytes", "본문이 너무 큽니다");
            return;
        }

        var isXmlRpc = ReportMirror.IsXmlRpc(Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(1, body.Length))));
        var request = CheckInRequest.FromJson(body, TokenOf(context.Request)) ?? ReportMirror.Read(body);
        if (request is null)
        {
            await PlainAnswers.BadRequestAsync(context, "a check-in is {\"mirror\": \"<id>\", \"ok\": true}");
            return;
        }

        var mirror = Find(request.Mirror);
        if (!CheckInToken.Matches(request.Token, mirror?.Definition.CheckInSha256) || mirror is null)
        {
            Log.Refused(logger, mirror?.Id ?? "no mirror of the catalog");
            await PlainAnswers.WriteAsync(context, StatusCodes.Status403Forbidden,
                "Forbidden: no mirror with this token", "이 토큰을 가진 미러가 없습니다");
            return;
        }

        if (request.Ok) Record(mirror);
        var known = request.Repositories.Where(id => snapshots.Current.FindRepository(id) is not null);
        Log.CheckedIn(logger, mirror.Id, request.Ok ? "ok" : "failed", string.Join(' ', known));
        await AcceptAsync(context, isXmlRpc, request.Ok);
    }

    private void Record(MirrorState mirror)
    {
        var now = time.GetUtcNow();
        var isHint = !mirror.Definition.Private && !(now - checkIns.LastOf(mirror.Id) < HintInterval);
        checkIns.Record(mirror.Id, now);
        if (isHint) wantCheck(mirror.Id);
    }

    private static string TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";

    // report_mirror knows a mirror by its host's name.
    private MirrorState? Find(string name) => snapshots.Current.FindMirror(name)
        ?? snapshots.Current.Mirrors.FirstOrDefault(mirror =>
            mirror.Definition.Urls.Any(url => url.Host.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static Task AcceptAsync(HttpContext context, bool isXmlRpc, bool ok)
    {
        const string Message = "checked in";
        if (!isXmlRpc)
        {
            return PlainAnswers.WriteAsync(
                context, StatusCodes.Status202Accepted, ok ? "Accepted" : "Accepted: a failed run changes nothing",
                ok ? "체크인되었습니다" : "실패한 동기화는 체크인으로 치지 않습니다");
        }

        var body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\"?>\n<methodResponse><params><param><value><string>{Message}</string></value>"
            + "</param></params></methodResponse>\n");
        context.Response.ContentType = "text/xml; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    /// <summary>Null = larger than allowed.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > MostBytes) return null;
        using var body = new MemoryStream();
        var piece = new byte[8_192];
        try
        {
            while (await context.Request.Body.ReadAsync(piece, context.RequestAborted) is > 0 and var count)
            {
                if (body.Length + count > MostBytes) return null;
                body.Write(piece, 0, count);
            }
        }
        catch (BadHttpRequestException)
        {
            return null;
        }

        return body.ToArray();
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CheckedIn, LogLevel.Information, "{Mirror} checked in: {Result}, {Repositories}")]
        public static partial void CheckedIn(ILogger logger, string mirror, string result, string repositories);

        [LoggerMessage(LogEvents.CheckInRefused, LogLevel.Warning, "A check-in for {Mirror} had a wrong token")]
        public static partial void Refused(ILogger logger, string mirror);
    }
}
