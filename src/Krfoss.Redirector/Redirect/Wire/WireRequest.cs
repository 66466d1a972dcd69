using System.Buffers;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>
/// A plain request: GET or HEAD of HTTP/1.1 for a path without a query, with headers that are well formed beyond doubt
/// and of which none changes what an answer is. Places in the text that it was read from.
/// </summary>
internal ref struct WireRequest
{
    private const string End = " HTTP/1.1\r\n";
    private const int MaxHeaders = 32;

    // RFC 9110, 5.6.2: what the name of a header consists of.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private ReadOnlySpan<char> _for;
    private ReadOnlySpan<char> _forwarded;
    private ReadOnlySpan<char> _proto;
    private Seen _seen;

    [Flags]
    private enum Seen
    {
        None = 0,
        Host = 1,
        UserAgent = 2,
        For = 4,
        Forwarded = 8,
        Proto = 16,
        Range = 32,
        Connection = 64,
    }

    public bool IsGet { get; private set; }

    public ReadOnlySpan<char> Target { get; private set; }

    public ReadOnlySpan<char> UserAgent { get; private set; }

    public bool IsLast { get; private set; }

    public readonly bool HasRange => Has(Seen.Range);

    /// <summary>The first header of this name; empty where there is none.</summary>
    public ReadOnlySpan<char> Range { get; private set; }

    public readonly ForwardingHeaders Forwarding => new()
    {
        HasFor = Has(Seen.For),
        For = _for,
        HasForwarded = Has(Seen.Forwarded),
        Forwarded = _forwarded,
        Proto = _proto,
    };

    /// <param name="head">
    /// Request line and headers, each with its line end, without the empty line; printable ASCII, tabs and line ends.
    /// </param>
    /// <returns>False where the web server shall look at it; what was read until then means nothing.</returns>
    public static bool TryRead(ReadOnlySpan<char> head, out WireRequest request)
    {
        request = default;
        request.IsGet = head is ['G', 'E', 'T', ' ', ..];
        if (!request.IsGet && head is not ['H', 'E', 'A', 'D', ' ', ..]) return false;
        head = head[(request.IsGet ? 4 : 5)..];
        var space = head.IndexOf(' ');
        if (space <= 0 || !head[space..].StartsWith(End, StringComparison.Ordinal)) return false;
        request.Target = head[..space];
        head = head[(space + End.Length)..];
        for (var count = 0; !head.IsEmpty; count++)
        {
            var end = head.IndexOf('\r');
            if (count == MaxHeaders || end < 0 || head[end..] is not [_, '\n', ..]) return false;
            if (!request.TryTake(head[..end])) return false;
            head = head[(end + 2)..];
        }

        return request.Has(Seen.Host);
    }

    private bool TryTake(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon <= 0 || line.Contains('\n')) return false;
        var name = line[..colon];
        if (name.ContainsAnyExcept(NameCharacters)) return false;
        var value = line[(colon + 1)..].Trim(" \t");

        // By length first: most names are then told apart by one comparison.
        switch (name.Length)
        {
            case 2 when Is(name, "TE"): return false;
            case 4 when Is(name, "Host"): return Once(Seen.Host) && IsHost(value);
            case 5 when Is(name, "Range"):
                if (!HasRange) Range = value;
                _seen |= Seen.Range;
                return true;
            case 6 when Is(name, "Expect"): return false;
            case 7 when Is(name, "Upgrade") || Is(name, "Trailer"): return false;
            case 9 when Is(name, "Forwarded"):
                _forwarded = value;
                return Once(Seen.Forwarded);
            case 10 when Is(name, "User-Agent"):
                UserAgent = value;
                return Once(Seen.UserAgent);
            case 10 when Is(name, "Connection"):
                IsLast = Is(value, "close");
                return Once(Seen.Connection) && (IsLast || Is(value, "keep-alive"));
            case 14 when Is(name, "Content-Length"): return false;
            case 15 when Is(name, "X-Forwarded-For"):
                _for = value;
                return Once(Seen.For);
            case 17 when Is(name, "X-Forwarded-Proto"):
                _proto = value;
                return Once(Seen.Proto);
            case 17 when Is(name, "Transfer-Encoding"): return false;
            default: return true;
        }
    }

    private readonly bool Has(Seen header) => (_seen & header) != Seen.None;

    /// <summary>False where the header stands a second time.</summary>
    private bool Once(Seen header)
    {
        var isFirst = !Has(header);
        _seen |= header;
        return isFirst;
    }

    private static bool Is(ReadOnlySpan<char> text, ReadOnlySpan<char> other) =>
        text.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>A name or IPv4 address with or without a port; IPv6 and whatever else is the web server's.</summary>
    private static bool IsHost(ReadOnlySpan<char> value)
    {
        var colon = value.IndexOf(':');
        var host = colon < 0 ? value : value[..colon];
        var port = colon < 0 ? "0" : value[(colon + 1)..];
        return !host.IsEmpty && !host.ContainsAnyExcept(HostCharacters)
            && port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange('0', '9');
    }
}
