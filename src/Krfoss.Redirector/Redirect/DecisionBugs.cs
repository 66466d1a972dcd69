namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Tells of bugs in the middle of an answer. At most one a second with its stack, since a bug that every request meets
/// would else bring the service down through its own log; the others are counted.
/// </summary>
internal sealed partial class DecisionBugs(RedirectMetrics metrics, TimeProvider time, ILogger<DecisionBugs> logger)
{
    private long _lastTold = long.MinValue;

    public void Tell(Exception bug)
    {
        metrics.Refused("bug");
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var last = Interlocked.Exchange(ref _lastTold, now);
        if (last != now) Log.Failed(logger, bug);
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogEvents.DecisionFailed,
            LogLevel.Error,
            "An answer failed and the origin was named instead. This is a bug, please report it")]
        public static partial void Failed(ILogger logger, Exception bug);
    }
}
