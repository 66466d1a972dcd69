namespace Krfoss.Redirector.Observability;

/// <summary>
/// On SIGTERM: says "not ready" first and goes on serving for a while, so that a load balancer has looked before the
/// listening socket goes away.
/// </summary>
internal sealed partial class Draining(
    RedirectorOptions options, TimeProvider time, ILogger<Draining> logger) : IHostedLifecycleService
{
    private volatile bool _isDraining;

    public bool IsDraining => _isDraining;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _isDraining = true;
        Log.Drains(logger, options.DrainTime.TotalSeconds);
        try
        {
            await Task.Delay(options.DrainTime, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The host's own patience with stopping is at its end.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogEvents.Draining, LogLevel.Information, "Stopping: not ready, serving on for {Seconds} s")]
        public static partial void Drains(ILogger logger, double seconds);
    }
}
