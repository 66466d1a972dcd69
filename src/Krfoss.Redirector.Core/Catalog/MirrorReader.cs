using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>Reads one entry of <c>mirrors:</c>. What is wrong gets a stand-in: no catalog comes out of a
/// file with errors.</summary>
public sealed class MirrorReader(
    IReadOnlyDictionary<string, string> repositoryPaths,
    IReadOnlySet<string> networkIds,
    ProblemList problems)
{
    private const int LongestReason = 200;
    private const int MostUrls = 50;

    public Declared<MirrorDefinition> Read(CatalogNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var id = node.Key!.Text;
        TextFields.IsId(node.Key, "mirror", problems);
        var section = Section.Open(node, CatalogKeys.Mirror, $"mirror {Wording.Quote(id)}", problems);
        var (netblocks, netblockNames) = section["netblocks"].NetblocksAndNames();
        return new(
            new(
                id,
                section["name"].Label() ?? id,
                ReadLocation(section["location"]),
                ReadUrls(section["urls"]),
                ReadRepositories(section))
            {
                Sponsor = ReadSponsor(section["sponsor"]),
                Contact = ReadContact(section["contact"]),
                Networks = [.. section["networks"].Items("network ids").Select(KnownNetwork).OfType<string>()],
                Asns = [.. section["asns"].Items("numbers").Select(item => item.Asn()).OfType<uint>()],
                BandwidthMbps = section["bandwidth"].WholeNumber(0, 100_000_000) ?? 0,
                Weight = section["weight"].WholeNumber(0, 10_000) ?? 100,
                IPv6 = section["ipv6"].Boolean(),
                OwnNetworkFirst = section["own_network_first"].Boolean() ?? false,
                Cdn = section["cdn"].Boolean() ?? false,
                Private = section["private"].Boolean() ?? false,
                Monopoly = section["monopoly"].Boolean() ?? false,
                MonopolyFallback = section["monopoly_fallback"].Fallback() ?? MonopolyFallback.Public,
                Netblocks = netblocks,
                NetblockNames = netblockNames,
                Subnets = section["subnets"].Link(),
                CheckInSha256 = section["checkin_sha256"].Sha256(),
                CountriesAllowed =
                [
                    .. section["countries_allowed"].Items("countries")
                        .Select(item => item.Country())
                        .OfType<string>(),
                ],
                UpdateFrequency = section["update_frequency"].Duration(),
                DailyCapBytes = section["daily_cap"].Size(),
                Paused = ReadPause(section["paused"]),
            },
            node);
    }

    private LocationDefinition ReadLocation(Field field)
    {
        if (!field.IsReadable) return new("", "", default);
        var section = Section.Open(field.Node!, CatalogKeys.Location, "location", problems);
        var country = section["country"].Country();
        return new(section["city"].Label() ?? "", country ?? "", section.Point(country) ?? default(GeoPoint));
    }

    private static List<Uri> ReadUrls(Field field)
    {
        var items = field.Items("base URLs", MostUrls).ToList();
        if (field.Node is { Kind: CatalogNodeKind.List, Children.Count: 0 })
            field.Error("`urls` is empty", $"for example urls: {field.Key.Example}");
        return [.. items.Select(item => item.TargetUrl()).OfType<Uri>()];
    }

    private List<MirrorRepositoryDefinition> ReadRepositories(Section mirror)
    {
        var field = mirror["repositories"];
        var entries = field.Entries("repositories");
        if (mirror.Node.Kind == CatalogNodeKind.Map && entries.Count == 0
            && field.Node is null or { Kind: CatalogNodeKind.Map })
        {
            const string Text = "the mirror carries no repository and gets no traffic";
            problems.Warn(mirror.Place, Text, "list them under repositories:");
        }

        List<MirrorRepositoryDefinition> carried = [];
        foreach (var entry in entries.TakeWhile(_ => !problems.IsFull))
        {
            var id = entry.Key!.Text;
            var section = Section.Open(entry, CatalogKeys.MirrorRepository, $"repository {Wording.Quote(id)}",
                problems);
            var path = section["path"].AbsolutePath();
            string[] include = Patterns(section["include"]);
            string[] exclude = Patterns(section["exclude"]);
            if (repositoryPaths.TryGetValue(id, out var usualPath))
                carried.Add(new(id, path ?? usualPath, include, exclude));
            else WarnUnknown(entry.Key, id);
        }

        return carried;
    }

    private static string[] Patterns(Field field) =>
        [.. field.Items("patterns").Select(item => item.GlobPattern()).OfType<string>()];

    private void WarnUnknown(CatalogNode key, string id)
    {
        var text = $"repository {Wording.Quote(id)} is not declared, so the mirror gets no traffic for it";
        problems.Warn(key, text, NearestWord.Hint(id, [.. repositoryPaths.Keys]));
    }

    private string? KnownNetwork(Field item)
    {
        if (item.Scalar("a network id") is not { } id) return null;
        if (networkIds.Contains(id)) return id;
        item.Error($"network {Wording.Quote(id)} is not declared", NearestWord.Hint(id, networkIds));
        return null;
    }

    private SponsorDefinition? ReadSponsor(Field field)
    {
        if (!field.IsReadable) return null;
        var section = Section.Open(field.Node!, CatalogKeys.Sponsor, "sponsor", problems);
        return new(section["name"].Label() ?? "", section["url"].Link(), section["logo"].Link());
    }

    private ContactDefinition? ReadContact(Field field)
    {
        if (!field.IsReadable) return null;
        var section = Section.Open(field.Node!, CatalogKeys.Contact, "contact", problems);
        return new(section["email"].Email(), section["webhook"].Link());
    }

    private PauseDefinition? ReadPause(Field field)
    {
        if (!field.IsReadable) return null;
        var section = Section.Open(field.Node!, CatalogKeys.Paused, "paused", problems);
        return new(section["reason"].Label(LongestReason) ?? "", section["until"].Date());
    }
}
