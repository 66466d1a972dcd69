using System.Buffers;
using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Observability;

/// <summary>What strangers wrote, in a form that can neither end a line of a log nor pass for a field of it.</summary>
internal static class LogText
{
    private const int IPv4Length = 96 + 24;
    private const int IPv6Length = 48;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Printable ASCII without space, quotation mark and backslash; anything else as <c>\u0000</c>.</summary>
    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain)) return text;
        var escaped = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            if (Plain.Contains(c)) escaped.Append(c);
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return escaped.ToString();
    }

    /// <summary>The block that an address stands in: /24, or /48 for IPv6.</summary>
    public static string Truncated(IpNumber address) =>
        new IpPrefix(address, address.IsIPv4 ? IPv4Length : IPv6Length).ToString();
}
