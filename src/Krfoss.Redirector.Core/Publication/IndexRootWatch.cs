namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Whether a client may hold a newer content of an index root than we have read. It may from the moment it asks for the
/// root until a look at the origin that began after that, or a moment before, has ended. The only thing that changes
/// under a snapshot: two words, written without a lock.
/// </summary>
/// <remarks>Anybody may ask at any time; looks at one root follow each other and never overlap.</remarks>
public sealed class IndexRootWatch
{
    /// <summary>A look so short a time ago is as good as one that follows.</summary>
    public const long FreshMilliseconds = 2_000;

    private const int Calm = 0;

    /// <summary>Doubt: somebody was told to look, and has not begun.</summary>
    private const int LookDue = 1;

    /// <summary>A look is under way, and nobody has asked since the one before.</summary>
    private const int LookingUnasked = 2;

    /// <summary>Doubt, until the look that is under way has ended.</summary>
    private const int Looking = 3;

    /// <summary>Doubt: the look that is under way began too long before a client asked; another must follow.</summary>
    private const int LookingInVain = 4;

    private long _lookedAt = long.MinValue / 2;
    private int _state;

    /// <summary>True while nothing that this root lists should be taken for granted.</summary>
    public bool IsDoubtful => Volatile.Read(ref _state) is not (Calm or LookingUnasked);

    /// <summary>A client asked for the root.</summary>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    /// <returns>True when somebody has to look at the origin now; for one of those who ask at the same time.</returns>
    public bool Asked(long now)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            var isFresh = now - Volatile.Read(ref _lookedAt) <= FreshMilliseconds;
            var next = state switch
            {
                Calm => isFresh ? Calm : LookDue,
                LookingUnasked or Looking => isFresh ? Looking : LookingInVain,
                _ => state,
            };
            if (next == state || Swap(state, next)) return state == Calm && next == LookDue;
        }
    }

    /// <summary>A look at the origin begins, whoever wanted it.</summary>
    public void LookBegins(long now)
    {
        Volatile.Write(ref _lookedAt, now);
        if (!Swap(Calm, LookingUnasked)) Swap(LookDue, Looking);
    }

    /// <summary>The look has ended and what it found is published, or the origin did not answer.</summary>
    /// <returns>True when a client asked while it went on, so that another look must follow at once.</returns>
    public bool LookEnded() =>
        !Swap(LookingUnasked, Calm) && !Swap(Looking, Calm) && Swap(LookingInVain, LookDue);

    private bool Swap(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
