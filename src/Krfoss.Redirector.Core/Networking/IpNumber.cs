using System.Buffers.Binary;
using System.Net;

namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// An IP address as one 128-bit number, so that one ordered space holds both families:
/// IPv4 <c>a.b.c.d</c> is <c>::ffff:a.b.c.d</c> (RFC 4291, 2.5.5.2). Comparing is comparing numbers; nothing is
/// allocated.
/// </summary>
public readonly record struct IpNumber(UInt128 Bits) : IComparable<IpNumber>
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;

    /// <summary>True for IPv4, also where it arrived as <c>::ffff:a.b.c.d</c>.</summary>
    public bool IsIPv4 => Bits >> 32 == 0xFFFF;

    /// <summary>The 32 bits of an IPv4 address; meaningless for IPv6.</summary>
    public uint IPv4Bits => (uint)Bits;

    public static IpNumber FromIPv4(uint bits) => new(MappedPrefix | bits);

    public static IpNumber From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return FromBytes(bytes[..length]);
    }

    /// <summary>Reads 4 or 16 bytes in network order.</summary>
    public static IpNumber FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>
    /// Reads an address as people write it: dotted decimal with four parts, or RFC 4291 text without a zone.
    /// Forms that only some parsers take (octal, hexadecimal, fewer parts, brackets, ports) are refused.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpNumber address)
    {
        address = default;
        if (text.Contains(':'))
        {
            if (text.ContainsAny('[', ']', '%') || !IPAddress.TryParse(text, out var parsed)) return false;
            address = From(parsed);
            return true;
        }

        if (!TryParseDotted(text, out var bits)) return false;
        address = FromIPv4(bits);
        return true;
    }

    public IPAddress ToIPAddress()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes);
    }

    public int CompareTo(IpNumber other) => Bits.CompareTo(other.Bits);

    public override string ToString() => ToIPAddress().ToString();

    public static bool operator <(IpNumber left, IpNumber right) => left.Bits < right.Bits;

    public static bool operator >(IpNumber left, IpNumber right) => left.Bits > right.Bits;

    public static bool operator <=(IpNumber left, IpNumber right) => left.Bits <= right.Bits;

    public static bool operator >=(IpNumber left, IpNumber right) => left.Bits >= right.Bits;

    private static bool TryParseDotted(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        var part = 0u;
        var digits = 0;
        var dots = 0;
        foreach (var c in text)
        {
            if (c == '.')
            {
                if (digits == 0 || ++dots > 3) return false;
                bits = (bits << 8) | part;
                part = 0;
                digits = 0;
                continue;
            }

            if (!char.IsAsciiDigit(c) || (digits > 0 && part == 0)) return false;
            part = (part * 10) + (uint)(c - '0');
            if (++digits > 3 || part > 255) return false;
        }

        bits = (bits << 8) | part;
        return dots == 3 && digits > 0;
    }
}
