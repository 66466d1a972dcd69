using System.Net;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>
/// Addresses of the web. A base URL becomes the start of every <c>Location</c>, so it holds nothing but
/// scheme, host, port and plain path: whatever could move the authority or split a header is refused here,
/// once, and never looked for again.
/// </summary>
public static class UrlFields
{
    private const int LongestUrl = 2000;

    private static readonly PrefixTable<bool> NotPublic = new(
        new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.168.0.0/16",
            "224.0.0.0/3", "::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(text => KeyValuePair.Create(IpPrefix.TryParse(text, out var prefix) ? prefix : default, true)));

    /// <summary>A base URL, without a slash at the end, scheme and host in small letters (see
    /// <see cref="Uri.OriginalString"/>).</summary>
    public static Uri? BaseUrl(this Field field)
    {
        if (field.Parse() is not { } uri) return null;
        var text = uri.OriginalString;
        if (text.AsSpan().ContainsAny('?', '#'))
            field.Error($"a base URL cannot hold a query or fragment: {Wording.Quote(text)}",
                "remove everything from ? or # on");
        else if (PathProblem(text) is { } problem)
            field.Error($"{problem} in {Wording.Quote(text)}",
                "write a plain path, for example https://mirror.example.org/pub");
        else
            return new Uri(Normal(text));
        return null;
    }

    /// <summary>A base URL that clients are sent to: warns where only this machine or its
    /// neighbours can reach it.</summary>
    public static Uri? TargetUrl(this Field field)
    {
        if (field.BaseUrl() is not { } uri) return null;
        var isLocal = uri.Host is "localhost"
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address)
                && NotPublic.Contains(IpNumber.From(address)));
        if (isLocal)
            field.Warn($"{Wording.Quote(uri.Host)} is a private address that clients outside cannot reach",
                "write a public name");
        return uri;
    }

    /// <summary>A link for people or a webhook; may hold a query.</summary>
    public static Uri? Link(this Field field) => field.Parse();

    private static Uri? Parse(this Field field)
    {
        const string Expected = "an address that begins with https:// or http://";
        if (field.Scalar(Expected) is not { } text) return null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        if (scheme is "ftp" or "ftps" or "rsync")
        {
            field.Error($"{scheme} addresses are no redirect targets",
                "name the http or https address of the same files");
            return null;
        }

        if (scheme is not ("http" or "https"))
        {
            field.Wrong(Expected, !text.Contains(':') && text.Contains('.')
                ? $"write https://{text.Trim('/', ' ')}"
                : null);
            return null;
        }

        if (text.Length <= LongestUrl && Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            if (AuthorityProblem(text[(colon + 3)..], uri) is not { } problem) return uri;
            field.Error($"{problem.Text} in {Wording.Quote(text)}", problem.Hint);
            return null;
        }

        field.Wrong($"an address of at most {LongestUrl} characters with a host");
        return null;
    }

    private static (string Text, string Hint)? AuthorityProblem(string rest, Uri uri)
    {
        foreach (var c in rest)
        {
            if (char.IsAscii(c) && c > ' ' && c != '\x7f'
                && c is not ('\\' or '"' or '<' or '>' or '`' or '{' or '}' or '|' or '^'))
                continue;
            return ($"the character U+{(int)c:X4}",
                $"write it as the wire has it, for example {uri.Scheme}://{uri.IdnHost}");
        }

        var end = rest.AsSpan().IndexOfAny('/', '?', '#');
        var authority = end < 0 ? rest : rest[..end];
        if (authority.Contains('@')) return ("a user name or password", "remove everything before and with the @");
        var (host, port) = SplitPort(authority);
        var isUsual = host.Equals(uri.Host, StringComparison.OrdinalIgnoreCase)
            && (port is null || string.Equals(port, $"{uri.Port}", StringComparison.Ordinal));
        return isUsual && host.Length > 0 ? null : ("an unusual host", $"write {uri.Scheme}://{uri.Authority}");
    }

    private static (string Host, string? Port) SplitPort(string authority)
    {
        var colon = authority.LastIndexOf(':');
        return colon > authority.LastIndexOf(']') ? (authority[..colon], authority[(colon + 1)..]) : (authority, null);
    }

    private static string? PathProblem(string text)
    {
        var start = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        return start < 0 || start == text.Length - 1 ? null : PathFields.Problem(text.AsSpan(start).TrimEnd('/'));
    }

    private static string Normal(string text)
    {
        var start = text.IndexOf('/', text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = start < 0 ? text.Length : start;
        return text[..end].ToLowerInvariant() + text[end..].TrimEnd('/');
    }
}
