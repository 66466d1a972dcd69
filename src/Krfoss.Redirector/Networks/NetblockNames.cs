using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Networks;

/// <summary>Name → addresses; what <see cref="Dns"/> does, and what tests do in its place.</summary>
internal delegate Task<IPAddress[]> ResolveName(string name, CancellationToken cancellationToken);

/// <summary>
/// The addresses of NAT gateways that the catalog names. Asked again when they are due; an answer that does not come,
/// or holds nothing, leaves the last good one.
/// </summary>
internal sealed partial class NetblockNames(
    ResolveName resolve, NetworkOptions options, TimeProvider time, ILogger<NetblockNames> logger)
{
    /// <summary>After a failure.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private const int MostAddresses = 64;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly LastGood<IReadOnlyList<IpPrefix>> _found = new([]);

    public IReadOnlyList<IpPrefix> Find(string name) => _found[name];

    /// <summary>Asks for the names that are due, and forgets those that are not wanted any more.</summary>
    public async Task LookAsync(IReadOnlyCollection<string> wanted, CancellationToken cancellationToken)
    {
        foreach (var name in _found.Due(wanted, time.GetUtcNow()))
        {
            var answer = await ResolveAsync(name, cancellationToken);
            var now = time.GetUtcNow();
            if (answer.Count > 0) _found.Put(name, answer, now + options.NameInterval);
            else _found.Postpone(name, now + RetryAfter);
        }
    }

    private async Task<IReadOnlyList<IpPrefix>> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(LongestWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var addresses = await resolve(name, either.Token).WaitAsync(either.Token);
            if (addresses.Length == 0) Log.NotResolved(logger, name, "no address");
            return [.. addresses.Select(IpNumber.From).Distinct().Order().Take(MostAddresses)
                .Select(address => new IpPrefix(address, 128))];
        }
        catch (Exception e) when (e is SocketException or ArgumentException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.NotResolved(logger, name, e.Message);
            return [];
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.NameNotResolved, LogLevel.Warning,
            "The netblock {Name} could not be resolved: {Problem}. Its last addresses go on counting")]
        public static partial void NotResolved(ILogger logger, string name, string problem);
    }
}
