using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Crawling.Mirrors;

/// <summary>No root of a mirror keeps another from being looked at, whatever is wrong with it.</summary>
public sealed class VisitPlanTests
{
    private const int Roots = 20;

    /// <summary>Twenty roots over two endpoints, three in a minute.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20 * Roots * 2);

    [Fact]
    public void Roots_that_stay_behind_leave_the_others_their_turn()
    {
        var mirror = Mirror();
        mirror.Run(TimeSpan.FromHours(12), visit => (Verdict.Ok, visit.Root.Path.EndsWith('0')));
        Assert.Equal(Roots * 2, mirror.Looks.Count);
        Assert.All(mirror.Looks.Values, looks =>
            Assert.InRange(LongestGap(looks), TimeSpan.Zero, Turn + TimeSpan.FromMinutes(2)));
        Assert.InRange(mirror.Looks.Values.Sum(looks => looks.Count), 1_000, 4_500);
    }

    [Fact]
    public void Each_endpoint_is_asked_for_something_each_minute()
    {
        var mirror = Mirror();
        mirror.Run(TimeSpan.FromHours(3), visit => (Verdict.Ok, visit.Root.Path.EndsWith('0')));
        foreach (var endpoint in mirror.Looks.GroupBy(looks => looks.Key.Key.Endpoint))
        {
            var looks = endpoint.SelectMany(root => root.Value).Order().ToList();
            Assert.InRange(LongestGap(looks), TimeSpan.Zero, TimeSpan.FromSeconds(65));
        }
    }

    [Fact]
    public void Repositories_that_are_down_leave_the_others_their_turn()
    {
        string[] repositories = [.. Enumerable.Range(0, 40).Select(i => $"r{i}")];
        var mirror = new PlannedMirror(Catalogs.Mirror("one", repositories));
        foreach (var repository in repositories) mirror.Publish(repository, "InRelease");
        mirror.Run(TimeSpan.FromHours(2), visit =>
            visit.Key.Repository is "r0" or "r1" ? (Verdict.Ok, true) : (Verdict.ServerError, false));
        foreach (var (_, looks) in mirror.Looks.Where(looks => looks.Key.Key.Repository is "r0" or "r1"))
            Assert.InRange(LongestGap(looks), TimeSpan.Zero, TimeSpan.FromSeconds((20 * 80) + 60));
    }

    [Fact]
    public void What_was_never_looked_at_comes_to_its_turn_within_the_first_round()
    {
        var mirror = Mirror();
        mirror.Run(TimeSpan.FromSeconds(Roots * 2), _ => (Verdict.Ok, true));
        Assert.Equal(Roots * 2, mirror.Looks.Count);
        mirror.Publish("debian", "dists/late/InRelease");
        mirror.Run(TimeSpan.FromSeconds(2), _ => (Verdict.Ok, true));
        Assert.Equal((Roots * 2) + 2, mirror.Looks.Count);
    }

    [Fact]
    public void A_root_that_the_mirror_lacks_is_asked_for_less_and_less()
    {
        var mirror = Mirror();
        var lacked = 0;
        mirror.Run(TimeSpan.FromHours(1), visit =>
        {
            if (visit.Root.Path is not "dists/s7/InRelease") return (Verdict.Ok, true);
            lacked++;
            return (Verdict.Ok, false);
        });
        Assert.InRange(lacked, 2, 60);
    }

    [Fact]
    public void A_copy_in_trouble_is_looked_at_through_the_root_that_was_wrong()
    {
        var mirror = Mirror();
        mirror.Run(TimeSpan.FromMinutes(1), _ => (Verdict.Ok, true));
        mirror.Run(TimeSpan.FromMinutes(15), visit =>
            (visit.Root.Path is "dists/s7/InRelease" ? Verdict.PackagesMissing : Verdict.Ok, true));
        Assert.All(Copies(mirror), copy => Assert.Equal(HealthState.Down, copy.Health.State));
        Assert.All(mirror.All(), visit => Assert.Equal("dists/s7/InRelease", visit.Root.Path));
        mirror.Run(TimeSpan.FromMinutes(5), _ => (Verdict.Ok, true));
        Assert.All(Copies(mirror), copy => Assert.Equal(HealthState.Up, copy.Health.State));
    }

    [Fact]
    public void A_host_in_trouble_is_looked_at_through_one_copy_of_the_endpoint()
    {
        var mirror = new PlannedMirror(Catalogs.Mirror("one", "a", "b", "c"));
        foreach (var repository in (string[])["a", "b", "c"]) mirror.Publish(repository, "InRelease");
        mirror.Run(TimeSpan.FromMinutes(5), visit =>
            (visit.Key.Endpoint.IsHttps ? Verdict.TlsExpired : Verdict.Ok, true));
        Assert.Single(mirror.All(), visit => visit.Key.Endpoint.IsHttps);
        Assert.Equal(3, mirror.All().Count(visit => !visit.Key.Endpoint.IsHttps));
    }

    [Fact]
    public void What_somebody_asks_for_comes_first()
    {
        var mirror = Mirror();
        mirror.Run(TimeSpan.FromMinutes(2), _ => (Verdict.Ok, true));
        Assert.All(mirror.All(wantedSince: mirror.Now), visit =>
            Assert.Equal((VisitUrgency.Wanted, mirror.Now), (visit.Urgency, visit.Due)));
        Assert.DoesNotContain(mirror.All(wantedSince: PlannedMirror.Start), visit =>
            visit.Urgency == VisitUrgency.Wanted);
    }

    [Theory]
    [InlineData("dists/s1/**", "", "dists/s1/InRelease")]
    [InlineData("", "dists/s?/**", "dists/s10/InRelease")]
    [InlineData("pool/**", "dists/s0/**", "dists/s1/InRelease")]
    public void Roots_are_those_that_the_mirror_declares_or_all_where_it_declares_none(
        string include, string exclude, string first)
    {
        var whole = Catalogs.Mirror("one");
        var mirror = Mirror(whole with
        {
            Repositories = [whole.Repositories[0] with { Include = Globs(include), Exclude = Globs(exclude) }],
        });
        Assert.Equal(first, mirror.All()[0].Root.Path);
        Assert.Equal(include is "dists/s1/**" ? 1 : include is "" ? 10 : 19, mirror.All().Count / 2);
    }

    private static string[] Globs(string glob) => glob.Length == 0 ? [] : [glob];

    private static PlannedMirror Mirror(MirrorDefinition? definition = null)
    {
        var mirror = new PlannedMirror(definition ?? Catalogs.Mirror("one"));
        for (var i = 0; i < Roots; i++) mirror.Publish("debian", $"dists/s{i}/InRelease");
        return mirror;
    }

    private static IEnumerable<MirrorCopy> Copies(PlannedMirror mirror) =>
        mirror.Memory.Copies.Select(copy => copy.Value);

    private static TimeSpan LongestGap(List<DateTimeOffset> looks) =>
        looks.Zip(looks.Skip(1), (one, next) => next - one).DefaultIfEmpty().Max();
}
