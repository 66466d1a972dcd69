namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>
/// How long one exchange may take. Where it is renewed, so much must come within each span as the least speed makes;
/// otherwise everything must come within one.
/// </summary>
internal sealed class Patience : IDisposable
{
    /// <summary>The least that a client bears: dnf gives up below 1,000 B/s by default, and we ask for ten times
    /// that.</summary>
    public const int LeastBytesPerSecond = 10_000;

    /// <summary>Bodies up to this length say nothing about speed, once they are complete.</summary>
    public const int TooShortToJudge = 64 * 1024;

    private readonly TimeSpan _span;
    private readonly TimeProvider _time;
    private readonly bool _isRenewed;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly long _start;
    private TimeSpan _paused;
    private long _bodyStart;
    private long _sinceRenewal;
    private long _bytes;

    public Patience(TimeSpan span, TimeProvider time, bool isRenewed, CancellationToken caller)
    {
        (_span, _time, _isRenewed, _caller) = (span, time, isRenewed, caller);
        _deadline = new(span, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
        _start = _bodyStart = time.GetTimestamp();
    }

    /// <summary>Ends at the deadline and when the caller gives up.</summary>
    public CancellationToken Token => _either.Token;

    public TimeSpan Elapsed => _time.GetElapsedTime(_start) - _paused;

    /// <summary>The time since the beginning, in words.</summary>
    public string Seconds => $"{Elapsed.TotalSeconds:0.#} s";

    public bool IsCallersEnd => _caller.IsCancellationRequested;

    /// <summary>What has come is longer than says nothing, and came slower than the least speed.</summary>
    public bool IsTooSlow => _bytes > TooShortToJudge && IsBelowLeastSpeed;

    /// <summary>At the deadline: a body was coming, but slowly.</summary>
    public bool WasDripping => _bytes > 0 && (_isRenewed || IsBelowLeastSpeed);

    private bool IsBelowLeastSpeed =>
        _bytes < LeastBytesPerSecond * _time.GetElapsedTime(_bodyStart).TotalSeconds;

    /// <summary>Waits for something of our own, which the other side is not to blame for.</summary>
    public async Task WhilePausedAsync(Func<CancellationToken, Task> wait)
    {
        var begun = _time.GetTimestamp();
        _deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        await wait(_caller);
        _paused += _time.GetElapsedTime(begun);
        var left = _span - Elapsed;
        _deadline.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public void BodyBegins() => _bodyStart = _time.GetTimestamp();

    public void Received(int bytes)
    {
        _bytes += bytes;
        _sinceRenewal += bytes;
        if (!_isRenewed || _sinceRenewal < LeastBytesPerSecond * _span.TotalSeconds) return;
        _sinceRenewal = 0;
        _deadline.CancelAfter(_span);
    }

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
