using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Tests.Selection;

namespace Krfoss.Redirector.Core.Tests.Snapshots;

/// <summary>What the host finds out beside the catalog.</summary>
public sealed class NetworkFindingsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Netblocks_that_were_found_count_like_declared_ones()
    {
        var scene = new Scene().With("near", Scene.Seoul).With("campus", Scene.Jeju, mirror => mirror with
        {
            Private = true,
            NetblockNames = ["nat.example.org"],
        });
        Assert.Equal("near", Decide(scene, NetworkFindings.None)?.Mirror.Id);
        var found = NetworkFindings.None with { Netblocks = Blocks("campus", "203.0.113.7") };
        Assert.Equal("campus", Decide(scene, found)?.Mirror.Id);
        Assert.Equal("near", Decide(scene, found, "203.0.113.8")?.Mirror.Id);
    }

    [Fact]
    public void A_silent_mirror_is_never_chosen()
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("campus", Scene.Jeju, mirror => ListScene.In("203.0.113.0/24")(mirror) with { Private = true });
        Assert.Equal("campus", Decide(scene, NetworkFindings.None)?.Mirror.Id);
        var silent = NetworkFindings.None with { Silent = new HashSet<string>(["campus"], StringComparer.Ordinal) };
        Assert.Equal("near", Decide(scene, silent)?.Mirror.Id);
    }

    [Theory]
    [InlineData(MonopolyFallback.Public, "near")]
    [InlineData(MonopolyFallback.Origin, null)]
    public void While_a_monopoly_mirror_is_silent_its_clients_get_what_the_catalog_says(
        MonopolyFallback fallback, string? mirror)
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("campus", Scene.Jeju, campus => ListScene.In("203.0.113.0/24")(campus) with
            {
                Private = true,
                Monopoly = true,
                MonopolyFallback = fallback,
            });
        var silent = NetworkFindings.None with { Silent = new HashSet<string>(["campus"], StringComparer.Ordinal) };
        Assert.Equal(mirror, Decide(scene, silent)?.Mirror.Id);
    }

    [Fact]
    public void A_mirror_that_has_given_its_daily_cap_rests()
    {
        var scene = new Scene().With("near", Scene.Seoul).With("far", Scene.Jeju);
        Assert.Equal("near", Decide(scene, NetworkFindings.None)?.Mirror.Id);
        Assert.Equal("far", Decide(scene, Spent("near"))?.Mirror.Id);
        Assert.Null(Decide(scene, Spent("near", "far")));
    }

    [Theory]
    [InlineData(MonopolyFallback.Public, "near")]
    [InlineData(MonopolyFallback.Origin, null)]
    public void While_a_monopoly_mirror_rests_its_clients_get_what_the_catalog_says(
        MonopolyFallback fallback, string? mirror)
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("campus", Scene.Jeju, campus => ListScene.In("203.0.113.0/24")(campus) with
            {
                Monopoly = true,
                MonopolyFallback = fallback,
            });
        Assert.Equal(mirror, Decide(scene, Spent("campus"))?.Mirror.Id);
    }

    [Fact]
    public void Findings_are_the_same_when_all_of_them_are()
    {
        var one = NetworkFindings.None with { Netblocks = Blocks("a", "203.0.113.7") };
        Assert.True(one.IsSame(NetworkFindings.None with { Netblocks = Blocks("a", "203.0.113.7") }));
        Assert.False(one.IsSame(NetworkFindings.None with { Netblocks = Blocks("a", "203.0.113.8") }));
        Assert.False(one.IsSame(NetworkFindings.None with { Netblocks = Blocks("b", "203.0.113.7") }));
        Assert.False(one.IsSame(NetworkFindings.None));
        Assert.False(one.IsSame(one with { Silent = new HashSet<string>(["a"], StringComparer.Ordinal) }));
        Assert.False(one.IsSame(one with { Spent = new HashSet<string>(["a"], StringComparer.Ordinal) }));
    }

    [Theory]
    [InlineData(null, 24, false)]
    [InlineData(null, 25, true)]
    [InlineData(3, 24, false)]
    [InlineData(3, 25, true)]
    [InlineData(48, 95, false)]
    [InlineData(48, 97, true)]
    public void A_check_in_counts_for_a_day_or_two_intervals(int? everyHours, int ageHours, bool isSilent)
    {
        var mirror = Mirror with
        {
            UpdateFrequency = everyHours is { } hours ? TimeSpan.FromHours(hours) : null,
        };
        Assert.Equal(isSilent, CheckInRules.IsSilent(mirror, Noon - TimeSpan.FromHours(ageHours), Noon));
    }

    [Fact]
    public void Only_private_mirrors_live_by_check_ins()
    {
        Assert.True(CheckInRules.IsSilent(Mirror, null, Noon));
        Assert.False(CheckInRules.IsSilent(Mirror with { Private = false }, null, Noon));
    }

    private static NetworkFindings Spent(params string[] ids) =>
        NetworkFindings.None with { Spent = ids.ToHashSet(StringComparer.Ordinal) };

    private static MirrorDefinition Mirror => new("a", "a", new("", "KR", Scene.Seoul), [], []) { Private = true };

    private static Dictionary<string, IReadOnlyList<IpPrefix>> Blocks(string id, string block) =>
        new(StringComparer.Ordinal) { [id] = [IpPrefix.TryParse(block, out var parsed) ? parsed : default] };

    private static MirrorCandidate? Decide(Scene scene, NetworkFindings found, string client = "203.0.113.7")
    {
        var snapshot = SnapshotBuilder.Build(scene.Snapshot().Catalog, 1, new(2026, 11, 22), found: found);
        var request = Scene.Request(snapshot, Scene.At(Scene.Seoul), client: client);
        return MirrorSelector.Decide(snapshot, request).Candidate;
    }
}
