using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>The name server of the tests: no question leaves the machine.</summary>
internal static class LyingNames
{
    private static readonly ConcurrentDictionary<string, IPAddress[]> Names = new(StringComparer.OrdinalIgnoreCase);
    private static readonly ConcurrentDictionary<string, SocketError> Failures = new(StringComparer.OrdinalIgnoreCase);

    public static void Put(string host, params IPAddress[] addresses) => Names[host] = addresses;

    public static void Fail(string host, SocketError error) => Failures[host] = error;

    public static Task<IPAddress[]> ResolveAsync(string host, AddressFamily family, CancellationToken cancellationToken)
    {
        if (Failures.TryGetValue(host, out var error)) throw new SocketException((int)error);
        var found = Names.GetValueOrDefault(host, [])
            .Where(address => family is AddressFamily.Unspecified || address.AddressFamily == family)
            .ToArray();
        return found.Length > 0
            ? Task.FromResult(found)
            : throw new SocketException((int)SocketError.HostNotFound);
    }
}
