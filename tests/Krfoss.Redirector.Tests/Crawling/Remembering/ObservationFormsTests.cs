using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Crawling.Remembering;

/// <summary>What the crawler knows as rows of the registry, and back.</summary>
public sealed class ObservationFormsTests
{
    private const string Origin = "https://origin.example/debian";

    private static readonly Dictionary<string, string> Urls = new(StringComparer.Ordinal) { ["one"] = "url" };

    [Fact]
    public void A_root_comes_back_and_what_left_it_stays_at_the_origin() =>
        Remembered.IsSame(RootOf(Records())!, knowsRemoved: false);

    [Fact]
    public void Only_the_newest_generations_are_written_again()
    {
        var records = ObservationForms.Of("debian", Remembered.Memory(), Origin, count: 2);
        Assert.Equal([3, 2], records.Select(record => record.Number));
        Assert.Equal(PathHash.Pack([PathHash.Of("c")]), records[0].Paths);
        Assert.Equal(PathHash.Pack([PathHash.Of("b")]), records[1].Paths);
    }

    [Fact]
    public void Before_a_generation_of_which_nothing_is_known_nothing_is_certain()
    {
        var root = RootOf([.. Records().Select(record => record.Number == 2 ? record with { Paths = null } : record)]);
        Assert.Equal(2, root!.Publication.Log.BaseNumber);
        Assert.Equal(2, root.Publication.Log.Find(PathHash.Of("z")).From);
        Assert.Equal(3, root.Publication.Log.Find(PathHash.Of("c")).From);
    }

    [Fact]
    public void A_part_that_is_missing_leaves_the_root_incomplete()
    {
        var parts = Parts();
        parts.Remove("main");
        var root = ObservationForms.RootOf(Records(), parts, Origin)!.Publication;
        Assert.Equal((false, "x"), (root.IsComplete, Assert.Single(root.Listings.Keys)));
    }

    [Fact]
    public void Another_origin_or_another_form_is_no_root()
    {
        Assert.Null(ObservationForms.RootOf(Records(), Parts(), "https://other.example/"));
        Assert.Null(RootOf([]));
        Assert.Null(RootOf([.. Records().Select(record => record with { Facts = "{}" })]));
        Assert.Null(RootOf([.. Records().Select(record => record with { Facts = "no json" })]));

        // The newest is not there.
        Assert.Null(RootOf([.. Records().Take(2)]));
    }

    [Fact]
    public void A_copy_comes_back_where_the_mirror_is_the_same()
    {
        var record = ObservationForms.Of(Remembered.Key, Remembered.Copy(), "url", Remembered.Start);
        var (key, copy) = ObservationForms.CopyOf(record, Urls)!.Value;
        Assert.Equal(Remembered.Key, key);
        CrawlArchiveTests.IsSame(Remembered.Copy(), copy);
        Assert.Null(ObservationForms.CopyOf(record, new Dictionary<string, string>(StringComparer.Ordinal)));
        Assert.Null(ObservationForms.CopyOf(
            record, new Dictionary<string, string>(StringComparer.Ordinal) { ["one"] = "other" }));
        Assert.Null(ObservationForms.CopyOf(record with { Endpoint = "gopher4" }, Urls));
        Assert.Null(ObservationForms.CopyOf(record with { State = "{}" }, Urls));
        Assert.Null(ObservationForms.CopyOf(record with { State = "[" }, Urls));
    }

    /// <summary>Oldest first, as they are read.</summary>
    private static GenerationRecord[] Records() =>
        [.. ObservationForms.Of("debian", Remembered.Memory(), Origin, count: int.MaxValue).Reverse()];

    private static Dictionary<string, IndexPartRecord> Parts() => ObservationForms
        .PartsOf("debian", Remembered.Memory()).ToDictionary(part => part.Part, StringComparer.Ordinal);

    private static RootMemory? RootOf(GenerationRecord[] records) => ObservationForms.RootOf(records, Parts(), Origin);
}
