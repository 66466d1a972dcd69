using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>Blocks of addresses: <c>a.b.c.d/n</c>, <c>a.b.c.d</c>, <c>a.b.c.d/m.m.m.m</c>, the same for IPv6 without
/// masks, or a name.</summary>
public static class NetblockFields
{
    private const RegexOptions Form =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
        | RegexOptions.IgnoreCase;

    private static readonly Regex NamePattern = new(
        @"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\z", Form);

    private const int WidestIPv4 = 96 + 8;
    private const int WidestIPv6 = 19;

    /// <summary>Reads a list in which host names are welcome (<c>nat.example.org</c>); the
    /// host resolves them.</summary>
    public static (IReadOnlyList<IpPrefix> Blocks, IReadOnlyList<string> Names) NetblocksAndNames(this Field field)
    {
        List<IpPrefix> blocks = [];
        List<string> names = [];
        foreach (var item in field.Items("address blocks"))
        {
            if (item.Node is { Kind: CatalogNodeKind.Scalar } node && IsName(node.Text))
                names.Add(node.Text.ToLowerInvariant());
            else if (item.Netblock("an address block or a host name") is { } block)
                blocks.Add(block);
        }

        return (blocks, names);
    }

    public static IReadOnlyList<IpPrefix> Netblocks(this Field field) =>
        [.. field.Items("address blocks").Select(item => item.Netblock("an address block")).OfType<IpPrefix>()];

    private static bool IsName(string text) => text.Length <= 253 && NamePattern.IsMatch(text);

    private static IpPrefix? Netblock(this Field field, string expected)
    {
        if (field.Scalar(expected) is not { } text) return null;
        if (!IpPrefix.TryParse(text, out var block))
        {
            field.Error(
                $"{Wording.Quote(text)} is no {expected[3..]}",
                "203.0.113.0/24, 203.0.113.0/255.255.255.0, 203.0.113.7 or 2001:db8::/32");
            return null;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0 && IpNumber.TryParse(text.AsSpan(0, slash), out var address) && address != block.First)
            field.Warn($"{Wording.Quote(text)} has bits behind its length; it is read as {block}", $"write {block}");
        var isIPv4 = block.First.IsIPv4 && block.Length >= 96;
        if (block.Length < (isIPv4 ? WidestIPv4 : WidestIPv6))
            field.Warn($"{Wording.Quote(text)} is a very large part of the internet",
                "check the length behind the slash");
        return block;
    }
}
