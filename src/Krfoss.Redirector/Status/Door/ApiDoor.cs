using Krfoss.Redirector.Requests;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Status.Door;

/// <summary>
/// What holds for every answer under <c>/api</c> and <c>/openapi</c>, whoever gives it: an entity tag, nothing sent
/// twice to who has it, HEAD as GET without the body, open to the pages of all hosts, problems as RFC 9457 says it.
/// Answers are held in memory until they are whole; all of them are small.
/// </summary>
internal sealed partial class ApiDoor(RequestDelegate next, ILogger<ApiDoor> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag";
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            headers.AccessControlAllowMethods = "GET, HEAD";
            headers.AccessControlAllowHeaders = "Accept, If-None-Match";
            headers.AccessControlMaxAge = "86400";
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var method = context.Request.Method;
        var isHead = HttpMethods.IsHead(method);
        if (isHead) context.Request.Method = HttpMethods.Get;
        var connection = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await AnswerAsync(context, answer);
        }
        finally
        {
            context.Response.Body = connection;
            context.Request.Method = method;
        }

        var isRead = isHead || HttpMethods.IsGet(method);
        if (isRead && context.Response.StatusCode == StatusCodes.Status200OK && IsKnown(context, answer)) return;
        context.Response.ContentLength = answer.Length;
        if (!isHead) await connection.WriteAsync(WrittenIn(answer), context.RequestAborted);
    }

    private async Task AnswerAsync(HttpContext context, MemoryStream answer)
    {
        try
        {
            await next(context);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.Failed(logger, bug);
            answer.SetLength(0);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        // What routing and binding refuse comes without a word.
        if (context.Response.StatusCode >= StatusCodes.Status400BadRequest && answer.Length == 0)
            await ProblemAnswers.WriteAsync(context, context.Response.StatusCode);
    }

    /// <summary>True where the client has this answer; then it is told so.</summary>
    private static bool IsKnown(HttpContext context, MemoryStream answer)
    {
        var response = context.Response;
        var tag = EntityTags.Of(WrittenIn(answer).Span);
        response.Headers.ETag = tag.ToString();
        if (!EntityTags.IsKnown(context.Request, tag)) return false;
        response.StatusCode = StatusCodes.Status304NotModified;
        response.Headers.Remove(HeaderNames.ContentType);
        response.ContentLength = null;
        return true;
    }

    private static ReadOnlyMemory<byte> WrittenIn(MemoryStream answer) =>
        answer.GetBuffer().AsMemory(0, (int)answer.Length);

    private static partial class Log
    {
        [LoggerMessage(LogEvents.ApiFailed, LogLevel.Error,
            "A question to the API could not be answered. This is a bug, please report it")]
        public static partial void Failed(ILogger logger, Exception bug);
    }
}
