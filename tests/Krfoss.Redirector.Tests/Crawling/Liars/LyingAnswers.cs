using System.IO.Compression;
using System.Text;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>How each kind of liar answers one request.</summary>
internal sealed class LyingAnswers(LiarKind kind, int tripwirePort)
{
    private const string Page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Domain</body></html>";

    private readonly IReadOnlyDictionary<string, byte[]> _fresh = SmallRepository.At(SmallRepository.Newest);
    private int _rootsAsked;

    /// <summary>True = the connection may carry another request.</summary>
    public Task<bool> AnswerAsync(RawRequest request) => kind switch
    {
        LiarKind.OkToAll => OkAsync(request, "OK\n"),
        LiarKind.OkToAbsent => IsKnown(request) ? HonestAsync(request) : OkAsync(request, "nothing here\n"),
        LiarKind.Portal or LiarKind.Parked => OkAsync(request, Page, "Content-Type: text/html"),
        LiarKind.Challenge => ReplyAsync(request, 403,
            "<html><head><title>Just a moment</title><script>check()</script></head></html>"),
        LiarKind.RedirectsToLogin => RedirectAsync(request, "http://login.liar.test/?next=" + request.Path),
        LiarKind.RefreshesToDenyPage => OkAsync(request,
            "<html><head><meta http-equiv=\"refresh\" content=\"0; url=http://deny.liar.test/\"></head></html>"),
        LiarKind.WrongIndex => HonestAsync(request, Changed(SmallRepository.RootPath)),
        LiarKind.WrongPackages => HonestAsync(request, Changed(SmallRepository.Beta)),
        LiarKind.Frozen => HonestAsync(request, SmallRepository.At(1)),
        LiarKind.RolledBack => HonestAsync(request, SmallRepository.At(2)),
        LiarKind.NoPool => HonestAsync(request, Only(SmallRepository.RootPath)),
        LiarKind.HalfFrozen => HalfFrozenAsync(request),
        LiarKind.WrongLength => HonestAsync(request, With(SmallRepository.Beta, _fresh[SmallRepository.Beta][..5_000])),
        LiarKind.WrongClocks => HonestAnswers.AnswerAsync(request, _fresh,
            "Date: Fri, 01 Jan 2027 00:00:00 GMT", "Last-Modified: Thu, 31 Dec 2099 23:59:59 GMT"),
        LiarKind.Loops => RedirectAsync(request, request.Path.StartsWith("/x", StringComparison.Ordinal)
            ? request.Path[2..]
            : "/x" + request.Path),
        LiarKind.BackToUs => RedirectAsync(request, $"http://{LyingMirror.OurHost}/debian{request.Path}"),
        LiarKind.Downgrades => RedirectAsync(request, $"http://{request.Header("Host")}{request.Target}"),
        LiarKind.ForcesHttps => request.Connection is System.Net.Security.SslStream
            ? HonestAsync(request)
            : RedirectAsync(request, $"https://{request.Header("Host")}{request.Target}"),
        LiarKind.RedirectsToPrivate => RedirectAsync(request, "http://192.168.1.59" + request.Path),
        LiarKind.RedirectsToTripwire => RedirectAsync(
            request, $"http://{LyingMirror.TripwireAddress}:{tripwirePort}{request.Path}"),
        LiarKind.BlocksChecker => request.Header("User-Agent")!.StartsWith("Krfoss.", StringComparison.Ordinal)
            ? ReplyAsync(request, 403, "<html><head><title>403 Forbidden</title></head></html>")
            : HonestAsync(request),
        LiarKind.TooManyRequests => ReplyAsync(request, 429, "later", "Retry-After: 60"),
        LiarKind.NotNow => ReplyAsync(request, 503, "later", $"Retry-After: {DateTimeOffset.UtcNow.AddMinutes(5):R}"),
        LiarKind.Flaps => IsRoot(request) && Interlocked.Increment(ref _rootsAsked) % 2 == 0
            ? ReplyAsync(request, 500, "broken")
            : HonestAsync(request),
        LiarKind.Dead => Task.FromResult(false),
        LiarKind.Ahead => HonestAsync(
            request, With(SmallRepository.RootPath, SmallRepository.Root(SmallRepository.NewestDate.AddHours(1)))),
        _ when IsRoot(request) => RootAsync(request),
        _ when IsKnown(request) => PackageAsync(request),
        _ => HonestAsync(request),
    };

    /// <summary>Lies about the index, on the level of bytes.</summary>
    private async Task<bool> RootAsync(RawRequest request)
    {
        switch (kind)
        {
            case LiarKind.Truncated:
                await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n-----BEGIN PGP");
                return false;
            case LiarKind.OneByteOnly:
                await request.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n-");
                await request.UntilLeftAsync();
                return false;
            case LiarKind.HugeHeader:
                await request.WriteAsync($"HTTP/1.1 200 OK\r\nX: {new string('x', 1_000_000)}\r\n\r\n");
                return false;
            case LiarKind.ManyHeaders:
                await request.WriteAsync("HTTP/1.1 200 OK\r\n"
                    + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X{i}: {i}\r\n")) + "\r\n");
                return false;
            case LiarKind.GzipBomb:
                await request.ReplyAsync(200, Bomb(), "Content-Encoding: gzip");
                return true;
            case LiarKind.SplitLocation:
                await request.WriteAsync("HTTP/1.1 302 Found\r\nLocation: /a%0d%0aSet-Cookie:%20x=1\r\n"
                    + "Content-Length: 0\r\n\r\n");
                return true;
            case LiarKind.ContinueFlood:
                while (true) await request.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            case LiarKind.Http09:
                await request.WriteAsync("<html>no head at all</html>\n");
                return false;
            default:
                return await HonestAsync(request);
        }
    }

    /// <summary>Lies about packages that exist, with an index that is right.</summary>
    private async Task<bool> PackageAsync(RawRequest request)
    {
        var content = _fresh[PathOf(request)];
        switch (kind)
        {
            case LiarKind.WrongRange:
                await request.ReplyAsync(
                    206, content.AsMemory(5, 1024), $"Content-Range: bytes 5-1028/{content.Length}");
                return true;
            case LiarKind.IgnoresRange:
                await request.ReplyAsync(200, content);
                return true;
            case LiarKind.EncodesPackages:
                await request.ReplyAsync(
                    206, content.AsMemory(0, 1024), $"Content-Range: bytes 0-1023/{content.Length}",
                    "Content-Encoding: gzip");
                return true;
            case LiarKind.EndlessChunks:
                await request.WriteAsync($"HTTP/1.1 206 Partial\r\nContent-Range: bytes 0-1023/{content.Length}\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
                while (true) await request.WriteAsync("1\r\nx\r\n");
            default:
                return await HonestAsync(request);
        }
    }

    private Task<bool> HalfFrozenAsync(RawRequest request)
    {
        var isFrozen = request.Target.StartsWith("/frozen/", StringComparison.Ordinal);
        var inside = request with { Target = request.Target[(isFrozen ? "/frozen" : "/fresh").Length..] };
        return HonestAsync(inside, isFrozen ? SmallRepository.At(1) : _fresh);
    }

    private Task<bool> HonestAsync(RawRequest request, IReadOnlyDictionary<string, byte[]>? files = null) =>
        HonestAnswers.AnswerAsync(request, files ?? _fresh);

    private static Task<bool> OkAsync(RawRequest request, string body, params string[] headers) =>
        ReplyAsync(request, 200, body, headers);

    private static Task<bool> RedirectAsync(RawRequest request, string location) =>
        ReplyAsync(request, 302, "", $"Location: {location}");

    private static async Task<bool> ReplyAsync(RawRequest request, int status, string body, params string[] headers)
    {
        await request.ReplyAsync(status, body, headers);
        return true;
    }

    private static string PathOf(RawRequest request) => Uri.UnescapeDataString(request.Path.TrimStart('/'));

    private static bool IsRoot(RawRequest request) => PathOf(request) is SmallRepository.RootPath;

    private bool IsKnown(RawRequest request) => _fresh.ContainsKey(PathOf(request));

    private Dictionary<string, byte[]> With(string path, byte[] content) =>
        new(_fresh, StringComparer.Ordinal) { [path] = content };

    private Dictionary<string, byte[]> Only(string path) => new(StringComparer.Ordinal) { [path] = _fresh[path] };

    // Right length, wrong bytes.
    private Dictionary<string, byte[]> Changed(string path) =>
        With(path, Encoding.ASCII.GetBytes(new string('x', _fresh[path].Length)));

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 64; i++) gzip.Write(zeros);
        }

        return packed.ToArray();
    }
}
