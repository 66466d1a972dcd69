namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// Which addresses stand on the public internet, so that nobody can make the service reach into a private network.
/// Source: the special-purpose registries of IANA (RFC 6890 and its updates). What carries an IPv4 address inside
/// (mapped, NAT64, 6to4) is judged by that address.
/// </summary>
public static class PublicAddresses
{
    private static readonly IpPrefix GlobalUnicast = Block("2000::/3");
    private static readonly IpPrefix Nat64 = Block("64:ff9b::/96");
    private static readonly IpPrefix SixToFour = Block("2002::/16");

    private static readonly PrefixTable<bool> Special = new(((string[])
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "2001::/23", "2001:db8::/32", "3fff::/20",
    ]).Select(text => KeyValuePair.Create(Block(text), true)));

    /// <summary>True for global unicast addresses that are set aside for nothing else.</summary>
    public static bool IsGlobal(IpNumber address)
    {
        if (address.IsIPv4) return !Special.Contains(address);
        if (Nat64.Contains(address)) return IsGlobal(IpNumber.FromIPv4((uint)address.Bits));
        if (SixToFour.Contains(address)) return IsGlobal(IpNumber.FromIPv4((uint)(address.Bits >> 80)));

        // Everything outside 2000::/3 is local, multicast, deprecated or not handed out.
        return GlobalUnicast.Contains(address) && !Special.Contains(address);
    }

    private static IpPrefix Block(string text) =>
        IpPrefix.TryParse(text, out var block) ? block : throw new ArgumentException(text, nameof(text));
}
