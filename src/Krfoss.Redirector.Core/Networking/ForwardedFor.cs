using System.Globalization;

namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// Reads <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>. Each proxy appends on the right, so only the right end
/// can be believed: the first address from the right that is not a trusted proxy is the client. Taking the left-most
/// value, or the first public one, lets anybody choose the address that is looked up.
/// </summary>
public static class ForwardedFor
{
    /// <param name="peer">The trusted proxy that the connection came from.</param>
    /// <param name="header">All lines of the header, joined by commas.</param>
    /// <returns>
    /// The client, or the last address that can be believed where the header holds something else than addresses.
    /// </returns>
    public static IpNumber Client(IpNumber peer, ReadOnlySpan<char> header, PrefixTable<bool> trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        var client = peer;
        while (!header.IsEmpty)
        {
            var comma = header.LastIndexOf(',');
            var element = header[(comma + 1)..].Trim(" \t");
            header = comma < 0 ? [] : header[..comma];
            if (element.IsEmpty) continue;
            if (!TryParseNode(element, out var address)) return client;
            client = address;
            if (!trusted.Contains(address)) return client;
        }

        return client;
    }

    /// <summary>
    /// True where one of the schemes named is https: an outer proxy took TLS off, whatever the inner ones spoke.
    /// </summary>
    public static bool NamesHttps(ReadOnlySpan<char> header)
    {
        foreach (var range in header.Split(','))
        {
            if (header[range].Trim(" \t").Equals("https", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>
    /// Reads an address with or without a port: <c>a.b.c.d</c>, <c>a.b.c.d:n</c>, <c>v6</c>, <c>[v6]</c>,
    /// <c>[v6]:n</c>.
    /// </summary>
    internal static bool TryParseNode(ReadOnlySpan<char> text, out IpNumber address)
    {
        address = default;
        if (text is ['[', ..])
        {
            var end = text.IndexOf(']');
            return end > 0 && IsPort(text[(end + 1)..]) && text[1..end].Contains(':')
                && IpNumber.TryParse(text[1..end], out address);
        }

        var colon = text.IndexOf(':');
        var hasPort = colon >= 0 && text.LastIndexOf(':') == colon;
        return hasPort
            ? IsPort(text[colon..]) && IpNumber.TryParse(text[..colon], out address)
            : IpNumber.TryParse(text, out address);
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.IsEmpty
            || (text is [':', _, ..] && ushort.TryParse(text[1..], NumberStyles.None, null, out _));
}
