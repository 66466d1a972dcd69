using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Crawling.Remembering;

/// <summary>Something to remember: a root of three generations and two parts, and a mirror that has it.</summary>
internal static class Remembered
{
    public const string Root = "dists/stable/InRelease";

    public static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
    public static readonly CatalogDefinition Catalog = Catalogs.Of(Catalogs.Mirror("one"));
    public static readonly CopyKey Key = new("one", "debian", new(IsHttps: true, IsIPv6: false));

    /// <summary>The second generation brought b and took a away, the third changed c.</summary>
    public static RootMemory Memory()
    {
        var first = new RootPublication(
            Root,
            [Generation(1)],
            Parts("a", "c"),
            IsComplete: true,
            new(1),
            [new("c", 10, "01")],
            new());
        var second = first.Next(Generation(2), Parts("b", "c"), true, [PathHash.Of("b")], [PathHash.Of("a")], []);
        var third = second.Next(Generation(3), Parts("b", "c"), true, [PathHash.Of("c")], [], []);
        return new(third, new Dictionary<string, string>(StringComparer.Ordinal) { ["main"] = "m3", ["x"] = "x1" });

        static Dictionary<string, IndexListing> Parts(params string[] main) =>
            new(StringComparer.Ordinal) { ["main"] = Listing(main), ["x"] = Listing("z") };
    }

    public static MirrorCopy Copy()
    {
        var copy = new MirrorCopy(new MirrorHealth("one", "debian", Key.Endpoint)
        {
            State = HealthState.HoldDown,
            Since = Start,
            LastVerdict = Verdict.Timeout,
            HoldDownLevel = 3,
            CheckedAt = Start,
            Checks = 77,
            WentDownAt = Start,
            WasUp = true,
        })
        {
            Issuer = "O=Somebody",
            AbsentAskedAt = Start,
        };
        return copy with
        {
            Roots = copy.Roots.Add(Root, new(3, Start, 2, "\"e\"", Start, Start, Verdict.PackagesMissing)
            {
                ChecksBehind = 2,
                FailedSamples = 1,
                Newest = 3,
                Proven = 2,
                Missed = "c",
            }),
        };
    }

    /// <summary>Says the same of every path as <see cref="Memory"/> does.</summary>
    public static void IsSame(RootMemory memory, bool knowsRemoved = true)
    {
        var (root, expected) = (memory.Publication, Memory().Publication);
        Assert.Equal(expected.Generations.Select(Told), root.Generations.Select(Told));
        Assert.Equal((true, false), (root.IsComplete, root.IsWithdrawn));
        Assert.Equal(expected.Old, root.Old);
        Assert.Equal("m3", memory.PartDigests["main"]);
        foreach (var path in (string[])["b", "c", "z"])
            Assert.Equal(expected.Log.Find(PathHash.Of(path)), root.Log.Find(PathHash.Of(path)));
        Assert.Equal(knowsRemoved, PublishedPaths.Of([root]).TryFind(PathHash.Of("a"), out _, out _));
        Assert.Equal(expected.Listings["main"].Contents, root.Listings["main"].Contents);

        static string Told(PublishedGeneration known) =>
            $"{known.Number} {known.Sha256} {known.FirstSeen:O} {known.ReplacedAt:O} {known.Samples[0]}";
    }

    private static PublishedGeneration Generation(int number) =>
        new(number, $"sha{number}", Start.AddHours(number), null, Start, [new($"p{number}", 100, "0a", "beginning")]);

    private static IndexListing Listing(params string[] paths)
    {
        var builder = new ListingBuilder(before: null, seed: 1);
        foreach (var path in paths) builder.Add(path, 10, [1]);
        return builder.Build().Listing;
    }
}
