namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// What is happening to an index root between two snapshots. Clients that ask for it have it looked at again, since
/// they will ask next for what it lists; and from the moment when it is found to have changed until the change is read
/// and published, nothing that it lists is taken for granted. The only thing that changes under a snapshot: a few
/// words, written without a lock.
/// </summary>
/// <remarks>
/// Anybody may ask at any time; looks at one root follow each other and never overlap. A client needs longer to read
/// what it was given and to come back for a package than we need to see that the root has changed, so asking alone
/// raises no doubt: with it, every first package after an index would go to the origin.
/// </remarks>
public sealed class IndexRootWatch
{
    /// <summary>A look so short a time ago is as good as one that follows.</summary>
    public const long FreshMilliseconds = 2_000;

    private const int Calm = 0;

    /// <summary>Somebody was told to look, and has not begun.</summary>
    private const int LookDue = 1;

    private const int Looking = 2;

    /// <summary>The look that is under way began too long before a client asked; another must follow.</summary>
    private const int LookingInVain = 3;

    private long _lookedAt = long.MinValue / 2;
    private int _state;
    private bool _isDoubtful;

    /// <summary>True while nothing that this root lists should be taken for granted.</summary>
    public bool IsDoubtful => Volatile.Read(ref _isDoubtful);

    /// <summary>A client asked for the root.</summary>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    /// <returns>True when somebody has to look at the origin now; for one of those who ask at the same time.</returns>
    public bool Asked(long now)
    {
        if (now - Volatile.Read(ref _lookedAt) <= FreshMilliseconds) return false;
        if (Swap(Calm, LookDue)) return true;
        Swap(Looking, LookingInVain);
        return false;
    }

    /// <summary>A look at the origin begins, whoever wanted it.</summary>
    public void LookBegins(long now)
    {
        Volatile.Write(ref _lookedAt, now);
        if (!Swap(Calm, Looking)) Swap(LookDue, Looking);
    }

    /// <summary>The look that is under way has found something new, which is still being read.</summary>
    public void Doubt() => Volatile.Write(ref _isDoubtful, true);

    /// <summary>Whoever was told to look will not: the next one who asks is told.</summary>
    public void NobodyLooks() => Swap(LookDue, Calm);

    /// <summary>The look has ended and what it found is published, or the origin did not answer.</summary>
    /// <returns>True when a client asked while it went on, so that another look must follow at once.</returns>
    public bool LookEnded()
    {
        Volatile.Write(ref _isDoubtful, false);
        return !Swap(Looking, Calm) && Swap(LookingInVain, LookDue);
    }

    private bool Swap(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
