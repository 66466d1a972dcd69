using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// What is happening to an index root between two snapshots. Whoever asks for the root has it looked at again, since
/// he will ask next for what it lists; until a look that began after his question has ended, nothing that it lists is
/// taken for granted for him. For everybody else that is so from the moment when a look finds the root changed until
/// the change is read and published. The only thing that changes under a snapshot: a few words, without a lock.
/// </summary>
/// <remarks>
/// Anybody may ask at any time; looks at one root follow each other and never overlap. Clients share slots, by a hash
/// of their address: who shares one with somebody who has just asked gets the origin without need.
/// </remarks>
public sealed class IndexRootWatch
{
    /// <summary>For those who did not ask for the root, a look so short a time ago is as good as one that follows.
    /// </summary>
    public const long FreshMilliseconds = 2_000;

    private const int Slots = 256;

    private const int Calm = 0;

    /// <summary>Somebody was told to look, and has not begun.</summary>
    private const int LookDue = 1;

    private const int Looking = 2;

    /// <summary>A client has asked since the look that is under way began; another must follow.</summary>
    private const int LookingInVain = 3;

    /// <summary>By slot: the number of the look that its clients wait for. Most roots are never asked for.</summary>
    private int[]? _awaited;

    private int _begun;
    private int _ended;
    private long _lookedAt = long.MinValue / 2;
    private int _state;
    private bool _isDoubtful;
    private bool _isSlow;

    /// <summary>True while nothing that this root lists should be taken for granted.</summary>
    public bool IsDoubtful => Volatile.Read(ref _isDoubtful);

    /// <summary>When the latest look began, in milliseconds of a clock that only goes forward.</summary>
    public long LookedAt => Volatile.Read(ref _lookedAt);

    /// <summary>True while this client may have read more of the root than we have.</summary>
    public bool IsDoubtfulFor(in IpNumber client) => IsDoubtful
        || (Volatile.Read(ref _awaited) is { } awaited
            && Volatile.Read(ref awaited[SlotOf(client)]) > Volatile.Read(ref _ended)
            && !Volatile.Read(ref _isSlow));

    /// <summary>A client asked for the root, and reads it from now on.</summary>
    /// <returns>True when somebody has to look at the origin now; for one of those who ask at the same time.</returns>
    public bool Asked(in IpNumber client)
    {
        var awaited = Volatile.Read(ref _awaited)
            ?? Interlocked.CompareExchange(ref _awaited, new int[Slots], null) ?? _awaited;

        // Before the state is looked at: a look that begins in between has a lower number, and another follows it.
        Interlocked.Exchange(ref awaited[SlotOf(client)], Volatile.Read(ref _begun) + 1);
        return Wanted();
    }

    /// <summary>Somebody wants the root looked at who did not read it, if that was not done a moment ago.</summary>
    /// <inheritdoc cref="Asked"/>
    public bool WantedAt(long now) => now - LookedAt > FreshMilliseconds && Wanted();

    /// <summary>A look at the origin begins, whoever wanted it.</summary>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    public void LookBegins(long now)
    {
        Volatile.Write(ref _lookedAt, now);
        if (!Swap(Calm, Looking)) Swap(LookDue, Looking);

        // Only now: whoever waits for the look after this one finds it under way, and has another follow.
        Interlocked.Increment(ref _begun);
    }

    /// <summary>The look that is under way has found something new, which is still being read.</summary>
    public void Doubt() => Volatile.Write(ref _isDoubtful, true);

    /// <summary>
    /// The origin lets us wait, and so it lets clients, if they get an answer at all. Until the look ends, who asked
    /// waits no more.
    /// </summary>
    public void LookIsSlow() => Volatile.Write(ref _isSlow, true);

    /// <summary>Whoever was told to look will not: the next one who asks is told.</summary>
    public void NobodyLooks() => Swap(LookDue, Calm);

    /// <summary>The look has ended and what it found is published, or the origin did not answer.</summary>
    /// <returns>True when a client asked while it went on, so that another look must follow at once.</returns>
    public bool LookEnded()
    {
        Volatile.Write(ref _isDoubtful, false);
        Volatile.Write(ref _ended, Volatile.Read(ref _begun));
        Volatile.Write(ref _isSlow, false);
        return !Swap(Looking, Calm) && Swap(LookingInVain, LookDue);
    }

    private bool Wanted()
    {
        if (Swap(Calm, LookDue)) return true;
        Swap(Looking, LookingInVain);
        return false;
    }

    private static int SlotOf(in IpNumber client) => (int)(StableHash.Of(client.Bits) % Slots);

    private bool Swap(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
