using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange.AlmaLinux;

/// <summary>
/// The addresses of one mirror: <c>address</c> is where AlmaLinux stands, <c>address_optional</c> where its modules do
/// (kitten). A URL's own scheme counts, whatever its key says.
/// </summary>
/// <param name="Urls">https first.</param>
internal sealed record AlmaLinuxAddresses(
    IReadOnlyList<Uri> Urls, IReadOnlyList<MirrorRepositoryDefinition> Repositories)
{
    public const string Repository = "almalinux";
    public const string Kitten = "almalinux-kitten";

    private static readonly string[] Protocols = ["https", "http", "rsync", "ftp"];
    private static readonly string[] Modules = ["kitten"];

    public static AlmaLinuxAddresses Read(LooseMap entry, CatalogNode root, ImportNotes notes)
    {
        var addresses = entry["address"] is { } node ? ReadUrls(node, "address", notes) : [];
        if (addresses.Count == 0) return new([], []);
        var modules = entry["address_optional"] is { } optional
            ? LooseMap.Open(optional, Modules, "address_optional", notes)
            : null;
        var kitten = modules?["kitten"] is { } at ? ReadUrls(at, "kitten", notes) : [];

        // One base for both where they stand on the same hosts, else the tree's own address is the base.
        var path = PathOf(addresses[0]);
        if (addresses.Exists(url => PathOf(url) != path))
        {
            if (kitten.Count > 0) notes.Warn(root, "its addresses differ in their paths, so kitten is not taken");
            addresses = [.. addresses.Where(url => PathOf(url) == path)];
            return new(addresses, [new(Repository, "", [], [])]);
        }

        List<Uri> bases = [.. addresses.Select(url => new Uri(AuthorityOf(url)))];
        List<MirrorRepositoryDefinition> carried = [new(Repository, path, [], [])];
        if (kitten.Count == 0) return new(bases, carried);
        var kittenPath = PathOf(kitten[0]);
        if (kitten.TrueForAll(url => PathOf(url) == kittenPath && addresses.Exists(a => IsSameHost(a, url))))
            carried.Add(new(Kitten, kittenPath, [], []));
        else
            notes.Warn(modules!["kitten"]!, "kitten stands on another host, or in several folders, and is not taken");
        return new(bases, carried);
    }

    private static List<Uri> ReadUrls(CatalogNode node, string what, ImportNotes notes)
    {
        List<Uri> urls = [];
        if (LooseMap.Open(node, Protocols, what, notes) is not { } map) return urls;
        foreach (var protocol in Protocols)
        {
            if (map[protocol] is not { Kind: CatalogNodeKind.Scalar } value) continue;
            if (WebAddress.TryRead(value.Text, out var url))
            {
                if (!string.Equals(url.Scheme, protocol, StringComparison.Ordinal))
                    notes.Warn(value, $"the key says {protocol}, the address {url.Scheme}; the address counts");
                if (!urls.Contains(url)) urls.Add(url);
            }
            else if (protocol is "http" or "https")
            {
                notes.Warn(value, $"{Wording.Quote(value.Text)} is no address of the web");
            }
            else if (!value.Text.StartsWith(protocol + "://", StringComparison.OrdinalIgnoreCase))
            {
                notes.Warn(value, $"{Wording.Quote(value.Text)} is no {protocol} address; a catalog has no use for it");
            }
        }

        // The catalog takes one address per scheme; of two that mean the same the first one counts.
        return [.. urls.DistinctBy(url => url.Scheme, StringComparer.Ordinal)
            .OrderBy(url => url.Scheme == Uri.UriSchemeHttps ? 0 : 1)];
    }

    private static string AuthorityOf(Uri url) => url.GetLeftPart(UriPartial.Authority);

    private static string PathOf(Uri url) => url.AbsolutePath.TrimEnd('/');

    private static bool IsSameHost(Uri one, Uri other) =>
        string.Equals(one.Authority, other.Authority, StringComparison.OrdinalIgnoreCase)
        || string.Equals(one.Host, other.Host, StringComparison.OrdinalIgnoreCase);
}
