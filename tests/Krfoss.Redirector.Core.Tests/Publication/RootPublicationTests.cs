using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class RootPublicationTests
{
    private static readonly DateTimeOffset Start = Published.Start;

    private static RootPublication Root() => Published.Root("dists/stable/InRelease", 0, "a", "b");

    [Fact]
    public void The_next_generation_replaces_the_one_before()
    {
        var root = Root().Then(3, "a", "c").Then(5, "c");
        Assert.Equal([3, 2, 1], root.Generations.Select(generation => generation.Number));
        Assert.Equal(
            [null, Start.AddHours(5), Start.AddHours(3)], root.Generations.Select(generation => generation.ReplacedAt));
        Assert.Same(root.Generations[1], root.WithContent(root.Generations[1].Sha256));
        Assert.Null(root.WithContent("0"));
    }

    [Fact]
    public void Numbers_only_grow() =>
        Assert.Throws<ArgumentException>(() => Root().Next(Root().Current, Root().Listings, true, [], [], []));

    [Fact]
    public void A_mirror_lags_from_the_moment_the_origin_replaced_what_it_shows()
    {
        var root = Root().Then(3, "a", "c").Then(5, "c");
        Assert.Equal(TimeSpan.Zero, root.LagOf(3, Start.AddHours(100)));
        Assert.Equal(TimeSpan.FromHours(2), root.LagOf(2, Start.AddHours(7)));
        Assert.Equal(TimeSpan.FromHours(4), root.LagOf(1, Start.AddHours(7)));
        Assert.Equal(TimeSpan.Zero, root.LagOf(2, Start.AddHours(4)));
        Assert.Null(root.LagOf(9, Start));
    }

    [Fact]
    public void A_content_that_comes_back_is_the_newest_of_those_with_it()
    {
        var root = Root().Then(1, "a");
        root = root.Next(
            root.Current with { Number = 3, Sha256 = root.Generations[1].Sha256 }, root.Listings, true, [], [], []);
        Assert.Equal(3, root.WithContent(root.Current.Sha256)?.Number);
    }

    [Fact]
    public void Old_generations_are_forgotten_and_what_left_with_them_is_of_no_use()
    {
        var root = Root().Then(1, "b");
        for (var i = 0; i < RootPublication.MaxGenerations; i++) root = root.Then(i + 2, "b");
        Assert.Equal(RootPublication.MaxGenerations, root.Generations.Count);
        Assert.Equal(RootPublication.MaxGenerations + 2, root.Current.Number);
        Assert.Null(root.LagOf(2, Start));
        var paths = PublishedPaths.Of([root]);
        Assert.False(paths.TryFind(PathHash.Of("a"), out _, out _));
        Assert.True(paths.Has("b", 1));
    }

    [Fact]
    public void Samples_of_old_files_stay_where_the_next_reading_brings_none()
    {
        IndexSample[] old = [new("a", 1, "")];
        var root = Root() with { Old = old };
        Assert.Same(old, root.Then(1, "c").Old);
    }

    [Fact]
    public void An_endpoint_is_verified_at_none_of_the_roots_it_never_showed()
    {
        var readiness = new EndpointReadiness(true, [3, 0], Verdict.Ok);
        Assert.Equal([3, 0, 0, 0], new[] { 0, 1, 2, -1 }.Select(readiness.VerifiedAt));
        Assert.Equal(7, (readiness with { Verified = [7] }).VerifiedAt(0));
    }

    [Fact]
    public void Readiness_is_by_declaration_or_of_all_endpoints()
    {
        Assert.True(MirrorReadiness.Declared.IsByDeclaration);
        Assert.Null(MirrorReadiness.Declared.Of(MirrorEndpoint.At(3)));
        Assert.False(MirrorReadiness.NeverChecked.IsByDeclaration);
        Assert.Null(MirrorReadiness.NeverChecked.Of(MirrorEndpoint.At(0)));
        Assert.Throws<ArgumentException>(() => new MirrorReadiness(1, new EndpointReadiness?[2], []));
        Assert.True(new MirrorReadiness(1, [], [4]).IsTooOld(4));
        Assert.False(new MirrorReadiness(1, [], [4]).IsTooOld(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_share_factor_is_a_fraction_that_leaves_something(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirrorReadiness(factor, [], []));

    [Fact]
    public void An_observed_network_knows_nothing_of_what_was_not_observed()
    {
        var publication = new RepositoryPublication([Root()]);
        var observed = new ObservedNetwork(
            new Dictionary<string, RepositoryPublication> { ["debian"] = publication },
            new Dictionary<MirrorAndRepository, MirrorReadiness>
            {
                [new("m", "debian")] = MirrorReadiness.NeverChecked,
            });
        Assert.Same(publication, observed.PublicationOf("debian"));
        Assert.Same(RepositoryPublication.Empty, observed.PublicationOf("fedora"));
        Assert.Same(MirrorReadiness.NeverChecked, observed.Of("m", "debian"));
        Assert.Null(observed.Of("m", "fedora"));
    }
}
