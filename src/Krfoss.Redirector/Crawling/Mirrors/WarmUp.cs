namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// The first round of checks after a start without a memory. Mirrors are asked politely, one thing a second, so some
/// are verified many seconds before others; who is first would get the traffic of all. So the traffic waits for the
/// first round to end, but not for long.
/// </summary>
internal sealed class WarmUp
{
    /// <summary>After so long whoever is verified serves.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private long _endsAtTicks;
    private volatile bool _isOriginRead;

    /// <summary>The origins were looked through once: what is to be checked is known.</summary>
    public bool IsOriginRead
    {
        get => _isOriginRead;
        set => _isOriginRead = value;
    }

    public bool IsOver(DateTimeOffset now) => now.UtcTicks >= Volatile.Read(ref _endsAtTicks);

    public void Begin(DateTimeOffset now) => Volatile.Write(ref _endsAtTicks, (now + Longest).UtcTicks);

    /// <summary>Every mirror has had its first round, or something is remembered from before the start.</summary>
    public void End() => Volatile.Write(ref _endsAtTicks, 0);
}
