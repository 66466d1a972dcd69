namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// Reads <c>Forwarded</c> (RFC 7239): elements separated by commas, pairs by semicolons, values as tokens or quoted
/// strings. Walked from the right like <see cref="ForwardedFor"/>; <c>unknown</c> and obfuscated names (<c>_hidden</c>)
/// end the walk.
/// </summary>
public static class ForwardedHeader
{
    // More hops than any real chain has; what stands further left is not looked at.
    private const int MaxElements = 32;

    /// <inheritdoc cref="ForwardedFor.Client"/>
    public static IpNumber Client(IpNumber peer, ReadOnlySpan<char> header, PrefixTable<bool> trusted)
    {
        ArgumentNullException.ThrowIfNull(trusted);
        Span<Range> elements = stackalloc Range[MaxElements];
        var count = Split(header, ',', elements);
        var client = peer;
        for (var i = count - 1; i >= 0; i--)
        {
            var element = header[elements[i]];
            if (element.Trim(" \t").IsEmpty) continue;
            if (!TryGetValue(element, "for", out var node) || !ForwardedFor.TryParseNode(node, out var address))
                return client;
            client = address;
            if (!trusted.Contains(address)) return client;
        }

        return client;
    }

    /// <summary>True where one of the elements says <c>proto=https</c>.</summary>
    public static bool NamesHttps(ReadOnlySpan<char> header)
    {
        Span<Range> elements = stackalloc Range[MaxElements];
        var count = Split(header, ',', elements);
        for (var i = 0; i < count; i++)
        {
            if (TryGetValue(header[elements[i]], "proto", out var proto)
                && proto.Equals("https", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool TryGetValue(ReadOnlySpan<char> element, ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        Span<Range> pairs = stackalloc Range[MaxElements];
        var count = Split(element, ';', pairs);
        for (var i = 0; i < count; i++)
        {
            var pair = element[pairs[i]].Trim(" \t");
            var equals = pair.IndexOf('=');
            if (equals < 0 || !pair[..equals].Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            value = pair[(equals + 1)..];
            if (value is ['"', .. var quoted, '"']) value = quoted;
            return !value.IsEmpty;
        }

        value = default;
        return false;
    }

    /// <summary>Splits outside of quoted strings, keeping the right-most parts where there are too many.</summary>
    private static int Split(ReadOnlySpan<char> text, char separator, Span<Range> parts)
    {
        var count = 0;
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') isQuoted = !isQuoted;
            if (i < text.Length && (isQuoted || text[i] != separator)) continue;
            if (count == parts.Length)
            {
                parts[1..].CopyTo(parts);
                count--;
            }

            parts[count++] = start..i;
            start = i + 1;
        }

        return count;
    }
}
