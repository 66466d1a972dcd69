namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// One way to reach a mirror: a scheme over an address family. Each has a health of its own: https may be dead while
/// http lives, and IPv6 likewise.
/// </summary>
public readonly record struct MirrorEndpoint(bool IsHttps, bool IsIPv6)
{
    /// <summary>So many endpoints a mirror has at most; <see cref="Index"/> is below it.</summary>
    public const int Count = 4;

    public int Index => (IsHttps ? 1 : 0) | (IsIPv6 ? 2 : 0);

    public static MirrorEndpoint At(int index) => new((index & 1) != 0, (index & 2) != 0);

    /// <summary><c>http4</c>, <c>https4</c>, <c>http6</c>, <c>https6</c>: the word in registry, API, metrics.</summary>
    public override string ToString() => (IsHttps ? "https" : "http") + (IsIPv6 ? "6" : "4");
}
