using System.Globalization;
using System.Numerics;

namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// A block of addresses. <see cref="Length"/> counts bits of the 128-bit number: an IPv4 /24 has length 120.
/// <see cref="First"/> never has bits outside the prefix.
/// </summary>
public readonly record struct IpPrefix
{
    private const int IPv4Offset = 96;

    public IpPrefix(IpNumber address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 128);
        First = new(address.Bits & Mask(length));
        Length = length;
    }

    public IpNumber First { get; }

    /// <summary>Prefix length in bits, 0–128, also for IPv4 (a.b.c.d/n is 96 + n).</summary>
    public int Length { get; }

    public IpNumber Last => new(First.Bits | ~Mask(Length));

    public bool Contains(IpNumber address) => (address.Bits & Mask(Length)) == First.Bits;

    /// <summary>
    /// Reads <c>a.b.c.d</c>, <c>a.b.c.d/n</c>, <c>a.b.c.d/m.m.m.m</c>, <c>v6</c> and <c>v6/n</c>.
    /// Host bits are cut off (203.0.113.7/24 is 203.0.113.0/24), as Fedora's netblocks are read.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        if (!IpNumber.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        // "::ffff:a.b.c.d" is written with colons, so its length counts from the 128-bit end.
        var offset = address.IsIPv4 && !text.Contains(':') ? IPv4Offset : 0;
        var length = 128 - offset;
        if (slash >= 0 && !TryParseLength(text[(slash + 1)..], offset, out length)) return false;
        if (length + offset > 128) return false;
        prefix = new(address, length + offset);
        return true;
    }

    public override string ToString() =>
        First.IsIPv4 && Length >= IPv4Offset ? $"{First}/{Length - IPv4Offset}" : $"{First}/{Length}";

    private static bool TryParseLength(ReadOnlySpan<char> text, int offset, out int length)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out length))
            return length <= 128 - offset;
        if (offset != IPv4Offset || !IpNumber.TryParse(text, out var mask) || !mask.IsIPv4) return false;
        length = BitOperations.LeadingZeroCount(~mask.IPv4Bits);
        return mask.IPv4Bits == (length == 0 ? 0 : uint.MaxValue << (32 - length));
    }

    private static UInt128 Mask(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
}
