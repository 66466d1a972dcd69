using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Interchange.Text;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Interchange.AlmaLinux;

/// <summary>
/// Reads AlmaLinux's <c>mirrors.d</c>: one YAML file a mirror, written by hundreds of people. What can be understood is
/// taken with a warning; a mirror that no catalog can hold is left out. Its service prefers a mirror for clients of its
/// <c>asn</c> to nearer ones, which is <c>own_network_first</c> here.
/// </summary>
public static class AlmaLinuxImport
{
    private static readonly string[] Keys =
    [
        "name", "address", "address_optional", "update_frequency", "sponsor", "sponsor_url", "email", "geolocation",
        "private", "monopoly", "subnets", "asn", "cloud_type", "cloud_regions", "config_version",
    ];

    private static readonly string[] PlaceKeys = ["continent", "country", "state_province", "city", "asn"];

    /// <param name="files">Named as they are on disk: the name should be the mirror's.</param>
    public static Imported Read(IReadOnlyList<CatalogSource> files, ImportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(settings);
        var notes = new ImportNotes();
        var ids = new MirrorIds();
        var places = new ImportedPlaces(settings, notes);
        List<MirrorDefinition> mirrors = [.. files.Select(file => Read(file, ids, places, notes))
            .OfType<MirrorDefinition>()];
        return new(mirrors, notes.LeftOut, notes.Problems);
    }

    private static MirrorDefinition? Read(CatalogSource file, MirrorIds ids, ImportedPlaces places, ImportNotes notes)
    {
        var problems = new ProblemList();
        var root = CatalogScan.Scan(file, problems);
        notes.Take(problems.InOrder([file.File]), asWarnings: root is not null);
        if (root is null) return null;
        var entry = LooseMap.Open(root, Keys, "a mirror", notes);
        if (entry is null)
        {
            notes.Error(file.File, 0, 0, "this is no map, so no mirror");
            return null;
        }

        var name = entry.Text("name") is { } told ? Labels.Clean(told, Labels.LongestName) : "";
        if (name.Length == 0)
        {
            name = FileNames.Stem(file.File);
            notes.Warn(root, "`name` is missing; the file's name is taken");
        }
        else if (!string.Equals(name, FileNames.Stem(file.File), StringComparison.OrdinalIgnoreCase))
        {
            notes.Warn(entry["name"]!, $"the file's name is not the mirror's, {Wording.Quote(name)}");
        }

        var addresses = AlmaLinuxAddresses.Read(entry, root, notes);
        if (addresses.Urls.Count == 0)
        {
            notes.LeaveOut(name, file.File, root.Line, "it has neither an http nor an https address");
            return null;
        }

        var asns = Asns(entry, notes);
        var netblocks = Netblocks(entry, notes, out var subnets);
        var isPrivate = entry.IsTrue("private");
        if (isPrivate && asns.Count == 0 && netblocks.Count == 0 && subnets is null)
        {
            notes.LeaveOut(name, file.File, entry["private"]!.Line, "it is private and names no subnets and no asn");
            return null;
        }

        var location = places.Find(Place(entry, root, notes), name, out var isGuess);
        return new(ids.Of(name), name, location, addresses.Urls, addresses.Repositories)
        {
            Sponsor = Sponsor(entry, notes),
            Contact = Email(entry, notes),
            Asns = asns,
            OwnNetworkFirst = asns.Count > 0,
            Netblocks = netblocks,
            Subnets = subnets,
            Private = isPrivate,
            Monopoly = IsMonopoly(entry, isPrivate, netblocks.Count > 0 || subnets is not null, notes),
            Weight = isGuess && !isPrivate ? 0 : 100,
            UpdateFrequency = entry.Duration("update_frequency"),
        };
    }

    private static ToldPlace Place(LooseMap entry, CatalogNode root, ImportNotes notes)
    {
        if (entry["geolocation"] is not { } node) return new(null, null, root);
        var place = LooseMap.Open(node, PlaceKeys, "geolocation", notes);
        if (place?["asn"] is { } asn)
            notes.Warn(asn, "`asn` stands inside geolocation and is not used", "write it in front, at the top level");
        return new(place?.Text("country"), place?.Text("city"), node);
    }

    private static bool IsMonopoly(LooseMap entry, bool isPrivate, bool hasNetblocks, ImportNotes notes)
    {
        if (!entry.IsTrue("monopoly")) return false;
        if (!isPrivate) notes.Warn(entry["monopoly"]!, "a monopoly that is not private");
        if (!hasNetblocks)
            notes.Warn(entry["monopoly"]!, "a monopoly without subnets; it is only preferred in its asn");
        return hasNetblocks;
    }

    private static List<uint> Asns(LooseMap entry, ImportNotes notes)
    {
        List<uint> asns = [];
        foreach (var item in entry.Items("asn"))
        {
            var text = item.Text.TrimStart('A', 'S', 'a', 's');
            if (!uint.TryParse(text, out var asn) || asn is 0 or 65535 or uint.MaxValue)
                notes.Warn(item, $"{Wording.Quote(item.Text)} is no autonomous system");
            else if (!asns.Contains(asn)) asns.Add(asn);
        }

        return asns;
    }

    private static List<IpPrefix> Netblocks(LooseMap entry, ImportNotes notes, out Uri? subnets)
    {
        subnets = null;
        List<IpPrefix> netblocks = [];
        foreach (var item in entry.Items("subnets"))
        {
            if (IpPrefix.TryParse(item.Text.Trim(), out var block)) netblocks.Add(block);
            else if (WebAddress.TryRead(item.Text, out var url)) subnets = url;
            else notes.Warn(item, $"{Wording.Quote(item.Text)} is no address block");
        }

        return netblocks;
    }

    private static SponsorDefinition? Sponsor(LooseMap entry, ImportNotes notes)
    {
        var name = entry.Text("sponsor") is { } told ? Labels.Clean(told, Labels.LongestName) : "";
        if (name.Length == 0) return null;
        if (entry.Text("sponsor_url") is not { Length: > 0 } text) return new(name, null, null);
        var isLink = WebAddress.TryReadLink(text, out var url);
        if (!isLink) notes.Warn(entry["sponsor_url"]!, $"{Wording.Quote(text)} is no address of the web");
        else if (!text.Contains("://", StringComparison.Ordinal))
            notes.Warn(entry["sponsor_url"]!, $"{Wording.Quote(text)} is taken for {url}");
        return new(name, isLink ? url : null, null);
    }

    private static ContactDefinition? Email(LooseMap entry, ImportNotes notes)
    {
        if (entry.Text("email") is not { Length: > 0 } text) return null;
        if (Emails.TryRead(text, out var email)) return new(email, null);
        notes.Warn(entry["email"]!, $"{Wording.Quote(text)} is no e-mail address");
        return null;
    }
}
