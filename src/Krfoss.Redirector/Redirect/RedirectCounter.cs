using System.Security.Cryptography;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Counts files that clients were sent for, each once: a client (address and User-Agent) that asks for the same path
/// again within a minute is not counted again, nor is a request for a later part of a file, with which downloads go on
/// or are split. Hashes of the last minute are all that is kept of a client, in 1 MB of memory.
/// </summary>
internal sealed class RedirectCounter(RedirectTally tally, TimeProvider time)
{
    private const uint OnceWithinSeconds = 60;
    private const int Buckets = 1 << 14;
    private const string FromTheBeginning = "bytes=0-";

    private readonly RecentTable _counted = new(Buckets);
    private readonly long _start = time.GetTimestamp();
    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <param name="range">The header; empty where there is none.</param>
    public void Count(
        RoutingSnapshot snapshot,
        in SelectionRequest request,
        in RedirectDecision decision,
        ReadOnlySpan<char> userAgent,
        ReadOnlySpan<char> range)
    {
        if (!range.IsEmpty && !range.StartsWith(FromTheBeginning, StringComparison.OrdinalIgnoreCase)) return;
        if (!IsFirst(request, userAgent)) return;
        tally.Count(snapshot, request, decision, ClientFamilies.Of(userAgent));
    }

    private bool IsFirst(in SelectionRequest request, ReadOnlySpan<char> userAgent)
    {
        var now = (uint)(time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerSecond);
        var client = StableHash.Combine(StableHash.Of(request.Address.Bits) ^ _seed, StableHash.Of(userAgent, _seed));
        var key = StableHash.Of(request.Path, StableHash.Combine(client, StableHash.Of(request.Route.Id)));
        foreach (ref var slot in _counted.Bucket(key))
        {
            if (RecentTable.IsRecent(Volatile.Read(ref slot), key, now, OnceWithinSeconds)) return false;
        }

        _counted.Write(key, tag: 1, count: 0, now, oneTagPerKey: true);
        return true;
    }
}
