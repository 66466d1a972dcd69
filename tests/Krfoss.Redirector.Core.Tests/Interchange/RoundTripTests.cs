using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Interchange;
using Krfoss.Redirector.Core.Interchange.AlmaLinux;
using Krfoss.Redirector.Core.Interchange.Text;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Tests.Catalog;

namespace Krfoss.Redirector.Core.Tests.Interchange;

/// <summary>Made-up mirrors, each from a number: what goes out comes back.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] Names =
    [
        "Example", "O'Hara: \"x\" # y", "카이스트", "null", "- dash", "yes", "a: b", "[x], {y}", "  lead", "100", "@x",
    ];

    private static readonly string[] Countries = ["KR", "NO", "DE", "US", "GB"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_mirror_comes_back_from_almalinuxs_form(int seed)
    {
        var mirror = Mirror(seed);
        var first = Again(mirror);
        AssertSame(first, Again(first));

        // The schema has no base path and no network names of its own: what the addresses come to is the same.
        Assert.Equal(Trees(mirror), Trees(first));
        Assert.Equal(mirror.Location, first.Location);
        Assert.Equal(mirror.Asns.Order(), first.Asns.Order());
        Assert.Equal(mirror.Netblocks, first.Netblocks);
        Assert.Equal(
            (mirror.Private, mirror.Monopoly, mirror.UpdateFrequency, mirror.Contact, mirror.Sponsor),
            (first.Private, first.Monopoly, first.UpdateFrequency, first.Contact, first.Sponsor));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_mirror_comes_back_from_the_catalogs_text(int seed)
    {
        var mirror = Mirror(seed);
        var reading = TestFiles.ReadText(CatalogYaml.Write([], Repositories, [mirror]));
        Assert.DoesNotContain(reading.Problems, p => p.Severity == ProblemSeverity.Error);
        AssertSame(mirror, Assert.Single(reading.Catalog!.Mirrors));
    }

    private static RepositoryDefinition[] Repositories =>
        [Importing.Repository("almalinux"), Importing.Repository("almalinux-kitten")];

    private static MirrorDefinition Again(MirrorDefinition mirror)
    {
        var catalog = CatalogDefinition.Empty with { Mirrors = [mirror], Repositories = Repositories };
        var (name, text) = Assert.Single(AlmaLinuxExport.Write(catalog));
        ImportSettings settings = new((_, _) => mirror.Location.Point);
        var imported = AlmaLinuxImport.Read([Importing.File(name, text)], settings);
        Assert.DoesNotContain(imported.Problems, p => !p.Text.Contains("not private", StringComparison.Ordinal));
        return Assert.Single(imported.Mirrors);
    }

    private static MirrorDefinition Mirror(int seed)
    {
        var random = new Random(seed);
        var name = Names[random.Next(Names.Length)];
        var blocks = Enumerable.Range(0, random.Next(3))
            .Select(i => new IpPrefix(IpNumber.FromIPv4((uint)random.Next() | (uint)i), 96 + random.Next(8, 33)))
            .Concat(random.Next(2) == 0 ? [] : [new IpPrefix(new((UInt128)0x20010DB8 << 96), 32)]);
        IpPrefix[] netblocks = [.. blocks.Distinct()];
        uint[] asns = [.. Enumerable.Range(0, random.Next(4)).Select(_ => (uint)random.Next(1, 23000)).Distinct()];
        var basePath = random.Next(3) == 0 ? "/pub/linux" : "";
        string[] schemes = random.Next(3) switch { 0 => ["https"], 1 => ["http"], _ => ["https", "http"] };
        var canBePrivate = netblocks.Length + asns.Length > 0;
        List<MirrorRepositoryDefinition> carried = [new("almalinux", random.Next(2) == 0 ? "/almalinux" : "", [], [])];
        if (random.Next(2) == 0) carried.Add(new("almalinux-kitten", "/kitten", [], []));
        var city = Labels.Clean(Names[random.Next(Names.Length)], Labels.LongestName);
        return new(
            $"m{seed}.example.org",
            $"m{seed}.example.org",
            new(city, Countries[random.Next(Countries.Length)], new(36, 127)),
            [.. schemes.Select(scheme => new Uri($"{scheme}://m{seed}.example.org{basePath}"))],
            carried)
        {
            Sponsor = new(Labels.Clean(name, 80), new("https://sponsor.example/x"), null),
            Contact = random.Next(2) == 0 ? null : new("admin@example.org", null),
            Asns = asns,
            OwnNetworkFirst = asns.Length > 0,
            Netblocks = netblocks,
            Private = canBePrivate && random.Next(2) == 0,
            Monopoly = netblocks.Length > 0 && random.Next(2) == 0,
            UpdateFrequency = TimeSpan.FromMinutes(random.Next(1, 3000)),
        };
    }

    private static IEnumerable<string> Trees(MirrorDefinition mirror) =>
        from carried in mirror.Repositories
        from url in mirror.Urls
        select $"{carried.Repository} {url.OriginalString}{carried.Path}";

    private static void AssertSame(MirrorDefinition expected, MirrorDefinition actual)
    {
        var catalog = CatalogDefinition.Empty;
        Assert.Equal(expected.Name, actual.Name);
        Assert.Empty(CatalogChange.Between(
            catalog with { Mirrors = [expected] }, catalog with { Mirrors = [actual] }).Changed);
    }
}
