namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Whether a client may hold a newer content of an index root than we have read. It may from the moment it asks for the
/// root until we have looked at the origin ourselves, unless we did so a moment before it asked. The only thing that
/// changes under a snapshot: one word, written without a lock.
/// </summary>
public sealed class IndexRootWatch
{
    /// <summary>A look so short a time ago is as good as one that follows.</summary>
    public const long FreshMilliseconds = 2_000;

    private long _lookedAt = long.MinValue / 2;
    private int _isDoubtful;

    /// <summary>True while nothing that this root lists should be taken for granted.</summary>
    public bool IsDoubtful => Volatile.Read(ref _isDoubtful) != 0;

    /// <summary>A client asked for the root.</summary>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    /// <returns>True when somebody has to look at the origin now; for one of those who ask at the same time.</returns>
    public bool Asked(long now) =>
        now - Volatile.Read(ref _lookedAt) > FreshMilliseconds && Interlocked.Exchange(ref _isDoubtful, 1) == 0;

    /// <summary>A look at the origin begins.</summary>
    public void LookBegins(long now) => Volatile.Write(ref _lookedAt, now);

    /// <summary>The look has ended and what it found is published, or the origin did not answer.</summary>
    public void LookEnded() => Volatile.Write(ref _isDoubtful, 0);
}
