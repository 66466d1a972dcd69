using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Core.Tests.Publication;
using Krfoss.Redirector.Core.Tests.Selection;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Statistics;

/// <summary>Into which cells a redirect is counted.</summary>
public sealed class RedirectTallyTests
{
    private static readonly ClientLocation Jeju = Scene.At(Scene.Jeju, Scene.Kt);
    private readonly RedirectTally _tally = new();

    [Fact]
    public void A_redirect_is_counted_by_what_was_fetched_and_by_where_the_client_is()
    {
        Count(new Scene().With("m1", Scene.Jeju), Jeju, client: ClientFamily.Apt);
        Count(new Scene().With("m1", Scene.Jeju), Jeju, client: ClientFamily.Apt);
        var counts = _tally.Take();
        Assert.Equal((new("debian", "m1", ClientFamily.Apt), new(2, 0, 0)), Only(counts.Contents));
        Assert.Equal((new("m1", "kt", "KR", "KR-49"), new(2, 0, 0)), Only(counts.Places));
        Assert.Empty(_tally.Take().Contents);
    }

    [Fact]
    public void What_is_not_known_of_a_client_stays_empty()
    {
        Count(new Scene().With("m1", Scene.Seoul), ClientLocation.Unknown);
        Count(new Scene().With("m1", Scene.Seoul), Scene.CountryOnly("KR", Scene.Lgu));
        Count(new Scene().With("m1", Scene.Seoul), Scene.At(Scene.Tokyo, 2_516, "JP"));
        Assert.Equal(
            [new("m1", "", "", ""), new("m1", "", "JP", ""), new PlaceKey("m1", "lgu", "KR", "")],
            _tally.Take().Places.Keys.OrderBy(key => key.Country, StringComparer.Ordinal));
    }

    [Fact]
    public void Metadata_is_counted_for_the_origin_and_private_mirrors_have_no_names()
    {
        var scene = new Scene().With("campus", Scene.Jeju, mirror => mirror with { Private = true, Asns = [Scene.Kt] });
        Count(scene, Jeju);
        Count(scene, Jeju, "dists/stable/InRelease", PathKind.Metadata);
        Assert.Equal(
            [TallyWords.Origin, TallyWords.Private],
            _tally.Take().Contents.Keys.Select(key => key.Mirror).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_size_is_what_the_index_says()
    {
        var scene = new Scene().With("m1", Scene.Seoul);
        scene.Observed = new(
            new Dictionary<string, RepositoryPublication>
            {
                ["debian"] = new([Published.Root("dists/stable/InRelease", 0, new IndexFile("pool/a.deb", 10_000))]),
            },
            new Dictionary<MirrorAndRepository, MirrorReadiness>());
        Count(scene, Jeju, "pool/a.deb");
        Count(scene, Jeju, "pool/unlisted.deb");
        var (key, tally) = Only(_tally.Take().Contents);
        Assert.Equal(TallyWords.Origin, key.Mirror);
        Assert.Equal((2, 1), (tally.Redirects, tally.Sized));
        Assert.InRange(tally.Bytes, 910_000, 1_090_000);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var snapshot = new Scene().With("m1", Scene.Jeju).Snapshot();
        var agent = "Debian APT-HTTP/1.3 (2.6.2)";
        Assert.Equal(0, Allocation.Of(() =>
        {
            var request = Scene.Request(snapshot, Jeju);
            _tally.Count(snapshot, request, MirrorSelector.Decide(snapshot, request), ClientFamilies.Of(agent));
        }));
        Assert.NotEmpty(_tally.Take().Places);
    }

    [Fact]
    public async Task Nothing_is_lost_between_those_who_count_and_the_one_who_takes()
    {
        const int Each = 20_000;
        var snapshot = new Scene().With("m1", Scene.Jeju).Snapshot();
        var counting = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var request = Scene.Request(snapshot, Jeju);
            var decision = MirrorSelector.Decide(snapshot, request);
            for (var i = 0; i < Each; i++) _tally.Count(snapshot, request, decision, ClientFamily.Dnf);
        })).ToArray();
        var sum = default(Tally);
        while (!Array.TrueForAll(counting, task => task.IsCompleted))
        {
            sum += Sum(_tally.Take());
            await Task.Yield();
        }

        await Task.WhenAll(counting);
        sum += Sum(_tally.Take());
        Assert.Equal(3 * Each, sum.Redirects);

        static Tally Sum(TallyCounts counts) => counts.Contents.Values.Aggregate(default(Tally), Tally.Add);
    }

    private void Count(
        Scene scene,
        ClientLocation location,
        string path = "pool/a.deb",
        PathKind kind = PathKind.Package,
        ClientFamily client = ClientFamily.Other)
    {
        var snapshot = scene.Snapshot();
        var request = Scene.Request(snapshot, location, path, kind: kind);
        _tally.Count(snapshot, request, MirrorSelector.Decide(snapshot, request), client);
    }

    private static (TKey Key, Tally Tally) Only<TKey>(IReadOnlyDictionary<TKey, Tally> counts)
    {
        var (key, tally) = Assert.Single(counts);
        return (key, tally);
    }
}
