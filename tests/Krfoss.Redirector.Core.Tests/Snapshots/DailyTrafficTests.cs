using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Tests.Selection;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Snapshots;

/// <summary>What mirrors with a daily cap have given.</summary>
public sealed class DailyTrafficTests
{
    /// <summary>Noon of the 22nd in Korea.</summary>
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private static readonly MirrorDefinition Capped = Mirror("capped", "KR", 10_000_000);
    private static readonly byte Megabyte = ContentMark.SizeClassOf(ContentMark.Of(1_000_000, []));

    private readonly DailyTraffic _traffic = new();

    [Fact]
    public void A_mirror_is_spent_when_its_cap_is_reached_and_not_before()
    {
        Give(Capped, files: 9);
        Assert.Empty(Spent());
        Give(Capped, files: 2);
        Assert.Equal(["capped"], Spent());
    }

    [Fact]
    public void The_bell_rings_once_where_the_cap_is_reached()
    {
        Give(Capped, files: 9);
        Assert.False(_traffic.Reached.TryRead(out _));
        Give(Capped, files: 2);
        Assert.True(_traffic.Reached.TryRead(out _));
        Give(Capped, files: 20);
        Assert.False(_traffic.Reached.TryRead(out _));
    }

    [Fact]
    public void A_mirror_without_a_cap_is_not_counted()
    {
        Give(Mirror("free", "KR", null), files: 1_000);
        Assert.Empty(_traffic.Days);
    }

    [Theory]
    [InlineData("KR", 11, 59, true)]
    [InlineData("KR", 12, 0, false)]
    [InlineData("JP", 12, 0, false)]
    [InlineData("DE", 19, 59, true)]
    [InlineData("DE", 20, 0, false)]
    public void The_day_ends_at_midnight_of_the_mirrors_country(string country, int hours, int minutes, bool isSpent)
    {
        var mirror = Mirror("m", country, 1_000_000);
        _traffic.Turn([mirror], Noon);
        Give(mirror, files: 5);
        _traffic.Turn([mirror], Noon + new TimeSpan(hours, minutes, 0));
        Assert.Equal(isSpent, _traffic.SpentAmong([mirror]).Count == 1);
    }

    [Fact]
    public void Requests_that_come_before_the_worker_count_for_the_first_day()
    {
        Give(Capped, files: 11);
        _traffic.Turn([Capped], Noon);
        Assert.Equal(["capped"], Spent());
    }

    [Fact]
    public void What_was_kept_counts_on_its_own_day_alone()
    {
        _traffic.Recall([new("capped", new(2026, 11, 21), 50_000_000)], [Capped], Noon);
        Assert.Empty(Spent());
        _traffic.Recall([new("capped", new(2026, 11, 22), 50_000_000), new("gone", new(2026, 11, 22), 1)], [Capped],
            Noon);
        Assert.Equal(["capped"], Spent());
        Assert.Equal(new TrafficOfDay("capped", new(2026, 11, 22), 50_000_000), Assert.Single(_traffic.Days));
    }

    [Fact]
    public void A_cap_that_leaves_the_catalog_is_forgotten()
    {
        Give(Capped, files: 20);
        _traffic.Turn([Capped with { DailyCapBytes = null }], Noon);
        Assert.Empty(_traffic.Days);
    }

    [Fact]
    public void A_higher_cap_lets_the_mirror_back_at_once()
    {
        Give(Capped, files: 20);
        Assert.Empty(_traffic.SpentAmong([Capped with { DailyCapBytes = 100_000_000 }]));
    }

    [Theory]
    [InlineData(PathKind.Package, DailyTraffic.UnknownPackageBytes)]
    [InlineData(PathKind.InstallerImage, DailyTraffic.UnknownImageBytes)]
    [InlineData(PathKind.PackageSignature, DailyTraffic.SignatureBytes)]
    public void Of_what_no_index_tells_the_size_an_estimate_counts(PathKind kind, long bytes)
    {
        Assert.Equal(bytes, DailyTraffic.EstimateBytes(kind, 0));
        Assert.InRange(DailyTraffic.EstimateBytes(kind, Megabyte), 900_000, 1_100_000);
    }

    [Fact]
    public async Task Nothing_is_lost_when_many_count_at_once()
    {
        var many = Mirror("many", "KR", long.MaxValue);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Give(many, files: 10_000))));
        Assert.Equal(80_000 * ContentMark.BytesOf(Megabyte), Assert.Single(_traffic.Days).Bytes);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        Give(Capped, files: 1);
        Assert.Equal(0, Allocation.Of(() => _traffic.Count(Capped, PathKind.Package, Megabyte)));
    }

    private void Give(MirrorDefinition mirror, int files)
    {
        for (var i = 0; i < files; i++) _traffic.Count(mirror, PathKind.Package, Megabyte);
    }

    private IReadOnlySet<string> Spent() => _traffic.SpentAmong([Capped]);

    private static MirrorDefinition Mirror(string id, string country, long? cap) =>
        new(id, id, new("", country, Scene.Seoul), [], []) { DailyCapBytes = cap };
}
