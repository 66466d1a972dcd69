namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>What one mirror was asked today, for its operator to see.</summary>
internal readonly record struct AskedToday(DateOnly Day, int Requests, long Bytes);

/// <summary>
/// How often one mirror may be asked: at most once in a second by default, and over a day no more than a full bucket
/// and what drips into it, which stays below 10,000. A mirror that asks us to wait is left alone until then.
/// </summary>
/// <param name="leastSpan">Between two requests; null = <see cref="LeastSpan"/>.</param>
internal sealed class Politeness(TimeProvider time, TimeSpan? leastSpan = null)
{
    public static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(1);

    public const int BucketSize = 1_000;
    public const double RefillPerSecond = 0.1;

    /// <summary>Nobody is left alone for longer, whatever was asked for: the answer may have been a mistake.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    private readonly Lock _gate = new();
    private double _tokens = BucketSize;
    private long _filledAt = time.GetTimestamp();
    private long? _askedAt;
    private (long From, TimeSpan For) _leftAlone;
    private AskedToday _today;

    /// <summary>What was asked since midnight UTC.</summary>
    public AskedToday Today
    {
        get
        {
            lock (_gate) return _today = Turned();
        }
    }

    /// <summary>Takes leave for one request; zero = ask now, otherwise so long must be waited before another try.
    /// </summary>
    public TimeSpan TryTake()
    {
        lock (_gate)
        {
            Fill();
            var wait = Longest(
                _leftAlone.For - Since(_leftAlone.From),
                _askedAt is { } asked ? (leastSpan ?? LeastSpan) - Since(asked) : TimeSpan.Zero,
                TimeSpan.FromSeconds((1 - _tokens) / RefillPerSecond));
            if (wait > TimeSpan.Zero) return wait;
            _tokens--;
            _askedAt = time.GetTimestamp();
            _today = Turned();
            _today = _today with { Requests = _today.Requests + 1 };
            return TimeSpan.Zero;
        }
    }

    /// <summary>Waits until one request may be made.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        // Delays are cut to whole milliseconds, and waiting for none of them would go round in circles.
        while (TryTake() is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1), time, cancellationToken);
    }

    public void Received(long bytes)
    {
        lock (_gate)
        {
            _today = Turned();
            _today = _today with { Bytes = _today.Bytes + bytes };
        }
    }

    /// <summary>The mirror said <c>Retry-After</c>.</summary>
    public void LeaveAlone(TimeSpan wait)
    {
        lock (_gate) _leftAlone = (time.GetTimestamp(), wait < LongestWait ? wait : LongestWait);
    }

    private static TimeSpan Longest(TimeSpan one, TimeSpan other, TimeSpan third) =>
        TimeSpan.FromTicks(Math.Max(one.Ticks, Math.Max(other.Ticks, third.Ticks)));

    private TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    private void Fill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(
            BucketSize, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * RefillPerSecond));
        _filledAt = now;
    }

    private AskedToday Turned()
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return _today.Day == day ? _today : new(day, 0, 0);
    }
}
