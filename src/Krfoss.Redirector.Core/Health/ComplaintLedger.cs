using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Krfoss.Redirector.Core.Health;

/// <summary>Clients that came back for a file that this mirror was to serve them, since the last count.</summary>
/// <param name="Networks">From how many networks (/24, /48); 0 where all of them had complained just before.</param>
public readonly record struct ComplaintCount(string Mirror, string Repository, int Count, int Networks);

/// <summary>
/// The memory between requests, which notice that a client was badly served, and the crawler, which looks at the mirror
/// when clients of several networks say so. Nobody is thrown out by complaints: who complains may be one household, or
/// an attacker. As large as the catalog, whatever is asked.
/// </summary>
public sealed class ComplaintLedger
{
    /// <summary>So many networks make the crawler look at a mirror at once.</summary>
    public const int NetworksForCheck = 3;

    /// <summary>What was said longer ago than this is not counted together with what is said now.</summary>
    public const long WindowMilliseconds = 120_000;

    private const int RememberedNetworks = 16;
    private const int MaxWaiting = 64;

    private readonly Channel<string> _accused = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly ConcurrentDictionary<(string Mirror, string Repository), Account> _accounts = new();

    /// <summary>Mirrors that several networks complain about; may hold one twice.</summary>
    public ChannelReader<string> Accused => _accused.Reader;

    /// <param name="mirror">Declared ids alone, so that nothing can grow.</param>
    /// <param name="network">Hash of the client's /24 or /48.</param>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    /// <returns>True when this complaint is the one that makes the mirror be looked at.</returns>
    public bool Note(string mirror, string repository, ulong network, long now)
    {
        if (!_accounts.GetOrAdd((mirror, repository), static _ => new()).Note(network, now)) return false;
        _accused.Writer.TryWrite(mirror);
        return true;
    }

    /// <summary>What was said since the last call.</summary>
    public IReadOnlyList<ComplaintCount> Take()
    {
        var counts = new List<ComplaintCount>();
        foreach (var ((mirror, repository), account) in _accounts)
        {
            var (count, networks) = account.Take();
            if (count > 0) counts.Add(new(mirror, repository, count, networks));
        }

        return counts;
    }

    private sealed class Account
    {
        private readonly Lock _gate = new();
        private readonly (ulong Network, long At)[] _recent = new (ulong, long)[RememberedNetworks];
        private int _next;
        private int _count;
        private int _networks;

        public bool Note(ulong network, long now)
        {
            lock (_gate)
            {
                _count++;
                var (before, isKnown) = (0, false);
                foreach (var (known, at) in _recent)
                {
                    if (at == 0 || now - at > WindowMilliseconds) continue;
                    before++;
                    isKnown |= known == network;
                }

                if (isKnown) return false;
                _networks++;
                _recent[_next] = (network, Math.Max(1, now));
                _next = (_next + 1) % RememberedNetworks;
                return before == NetworksForCheck - 1;
            }
        }

        public (int Count, int Networks) Take()
        {
            lock (_gate)
            {
                var taken = (_count, _networks);
                (_count, _networks) = (0, 0);
                return taken;
            }
        }
    }
}
