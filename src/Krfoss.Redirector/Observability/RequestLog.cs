using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// One line per request, where operators asked for it. The request only leaves a note in a bounded queue; a worker
/// writes. When writing is slower than the requests, notes are dropped and counted: no client waits for a log.
/// </summary>
internal sealed partial class RequestLog : BackgroundService
{
    public const string Category = "Krfoss.Redirector.RequestLog";
    private const int Capacity = 8_192;

    private readonly Channel<RequestNote> _notes =
        Channel.CreateBounded<RequestNote>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly RequestLogMode _mode;
    private readonly ClientAddress _clients;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Counter<long> _dropped;

    public RequestLog(
        RequestLogMode mode,
        ClientAddress clients,
        TimeProvider time,
        ILoggerFactory loggers,
        IMeterFactory meters)
    {
        _mode = mode;
        _clients = clients;
        _time = time;
        _logger = loggers.CreateLogger(Category);
        _dropped = meters.Create("Krfoss.Redirector.RequestLog").CreateCounter<long>(
            "krfoss_request_log_dropped", description: "Requests that were not logged because writing was too slow.");
    }

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = _time.GetTimestamp();
        try
        {
            await next(context);
        }
        catch
        {
            Note(context, StatusCodes.Status500InternalServerError, started);
            throw;
        }

        Note(context, context.Response.StatusCode, started);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // The web server has stopped before: what is in the queue is the last of it.
        _notes.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _notes.Writer.TryComplete();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var note in _notes.Reader.ReadAllAsync(CancellationToken.None)) Write(note);
    }

    private void Note(HttpContext context, int status, long started)
    {
        var headers = context.Response.Headers;
        var note = new RequestNote(
            context.Request.Method,
            context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            status,
            headers["X-Mirror"],
            headers["X-Mirror-Reason"],
            _clients.Of(context).Address,
            _time.GetElapsedTime(started).TotalMilliseconds);
        if (!_notes.Writer.TryWrite(note)) _dropped.Add(1);
    }

    private void Write(in RequestNote note) => Log.Request(
        _logger,
        LogText.Escaped(note.Method),
        LogText.Escaped(note.Target),
        note.Status,
        note.Mirror ?? "-",
        note.Reason ?? "-",
        _mode == RequestLogMode.Full ? note.Client.ToString() : LogText.Truncated(note.Client),
        Math.Round(note.Milliseconds, 2));

    private readonly record struct RequestNote(
        string Method, string Target, int Status, string? Mirror, string? Reason, IpNumber Client, double Milliseconds);

    private static partial class Log
    {
        [LoggerMessage(LogEvents.Request, LogLevel.Information,
            "{Method} {Path} {Status} {Mirror} {Reason} {Client} {Milliseconds} ms")]
        public static partial void Request(
            ILogger logger,
            string method,
            string path,
            int status,
            string mirror,
            string reason,
            string client,
            double milliseconds);
    }
}
