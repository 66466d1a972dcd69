using System.Security.Cryptography;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Redirect;

/// <summary>What is known of a client that asks: which time it is, and whom to avoid.</summary>
/// <param name="Attempt">1 = the first time within the memory.</param>
/// <param name="BlamedTag">
/// The mirror that it was given last time, when this is a repetition; 0 = none, or the origin.
/// </param>
internal readonly record struct RepeatLookup(
    ulong ClientKey, ulong PathKey, int Attempt, uint BlamedTag, AvoidedMirrors Avoided);

/// <summary>
/// Remembers what clients were given. A client (address and User-Agent) that asks for the same path again within a
/// minute was badly served: the mirror is avoided for that client, for every path, for ten minutes. Package managers
/// rarely say what went wrong, but those that can recover ask again; dnf forgives three failed transfers per run, so a
/// memory per path would not do. Addresses are kept as hashes only, in a fixed amount of memory (4.5 MB), and are never
/// written anywhere.
/// </summary>
internal sealed class RepeatRequests(TimeProvider time)
{
    private const uint RepeatWithinSeconds = 60;
    private const uint AvoidForSeconds = 600;
    private const int AskedBuckets = 1 << 16;
    private const int AvoidedBuckets = 1 << 13;

    private readonly RecentTable _asked = new(AskedBuckets);
    private readonly RecentTable _avoided = new(AvoidedBuckets);
    private readonly long _start = time.GetTimestamp();

    // Differs in every process, so that nobody can prepare keys that meet another client's.
    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Looks a client up; a repetition adds the mirror it was given to those it avoids.</summary>
    /// <param name="counts">
    /// False for ranges and HEAD: these are no repetitions, but the client's avoidances hold for them.
    /// </param>
    public RepeatLookup Look(IpNumber address, ReadOnlySpan<char> userAgent, ReadOnlySpan<char> path, bool counts)
    {
        var now = NowSeconds();
        var client = StableHash.Combine(StableHash.Of(address.Bits) ^ _seed, StableHash.Of(userAgent, _seed));
        var asked = StableHash.Of(path, client);
        var attempt = 1;
        uint blamed = 0;
        if (counts)
        {
            foreach (ref var slot in _asked.Bucket(asked))
            {
                var word = Volatile.Read(ref slot);
                if (!RecentTable.IsRecent(word, asked, now, RepeatWithinSeconds)) continue;
                attempt = Math.Min(RecentTable.Count(word) + 1, MirrorSelector.OriginFromAttempt);
                blamed = RecentTable.Tag(word);
                if (blamed != 0) _avoided.Write(client, blamed, 0, now, oneTagPerKey: false);
                break;
            }
        }

        return new(client, asked, attempt, blamed, AvoidedBy(client, now));
    }

    /// <summary>Remembers what the client was given this time.</summary>
    public void Remember(in RepeatLookup lookup, MirrorState? given) => _asked.Write(
        lookup.PathKey,
        given is null ? 0 : AvoidedMirrors.TagOf(given),
        lookup.Attempt,
        NowSeconds(),
        oneTagPerKey: true);

    private AvoidedMirrors AvoidedBy(ulong client, uint now)
    {
        var avoided = default(AvoidedMirrors);
        foreach (ref var slot in _avoided.Bucket(client))
        {
            var word = Volatile.Read(ref slot);
            if (RecentTable.IsRecent(word, client, now, AvoidForSeconds)) avoided.Add(RecentTable.Tag(word));
        }

        return avoided;
    }

    private uint NowSeconds() => (uint)(time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerSecond);
}
