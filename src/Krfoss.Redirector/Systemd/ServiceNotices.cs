using System.Globalization;

namespace Krfoss.Redirector.Systemd;

/// <summary>
/// Tells a service manager when requests are answered, when the end begins, and that the process lives. The last is
/// said from the thread pool: where its threads are all stuck, or the process is, the manager hears nothing and starts
/// it anew.
/// </summary>
internal sealed class ServiceNotices(
    NotifySocket manager, TimeSpan? watchdog, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    public const string SocketKey = "NOTIFY_SOCKET";
    public const string WatchdogKey = "WATCHDOG_USEC";
    public const string WatchdogProcessKey = "WATCHDOG_PID";

    /// <summary>Within what time the manager wants to hear something; null = it does not watch this process.</summary>
    public static TimeSpan? WatchdogOf(IConfiguration settings, int processId)
    {
        var meant = settings[WatchdogProcessKey];
        var isMeant = string.IsNullOrEmpty(meant) || meant == processId.ToString(CultureInfo.InvariantCulture);
        return isMeant
            && long.TryParse(settings[WatchdogKey], NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            && time is > 0 and <= long.MaxValue / TimeSpan.TicksPerMicrosecond
                ? TimeSpan.FromTicks(time * TimeSpan.TicksPerMicrosecond)
                : null;
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => manager.Tell("READY=1\nSTATUS=Answering requests"));
        lifetime.ApplicationStopping.Register(() => manager.Tell("STOPPING=1\nSTATUS=Finishing requests"));
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (watchdog is not { } interval) return;

        // Twice as often as asked for, as sd_watchdog_enabled(3) advises.
        using var timer = new PeriodicTimer(interval / 2, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            manager.Tell("WATCHDOG=1");
            Task tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            await tick.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
