using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexDigestsTests
{
    private const string Path = "/debian/dists/stable/InRelease";
    private const string InRepository = "dists/stable/InRelease";
    private static readonly IndexHistory History = IndexHistory.Next(null, IndexGeneration.Of("a"u8, null, default));

    private static readonly IpNumber Client = IpNumber.FromIPv4(0x79800001);

    private readonly IndexDigests _digests = new() { IsLearning = true };

    [Fact]
    public void An_unknown_root_that_is_asked_for_waits_to_be_learnt()
    {
        _digests.Ask(RepositoryFormat.Apt, InRepository, Path, Client);
        Assert.True(_digests.Asked.TryRead(out var path));
        Assert.Equal(Path, path);
        Assert.Null(_digests.Find(Path));
    }

    [Theory]
    [InlineData("dists/stable/Release")]
    [InlineData("pool/main/a.deb")]
    public void Other_paths_do_not(string path)
    {
        _digests.Ask(RepositoryFormat.Apt, path, "/debian/" + path, Client);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void A_known_root_is_looked_at_once_for_all_who_ask_and_asking_costs_no_allocation()
    {
        var state = new IndexRootState(History, default);
        _digests.TryAdd(Path, state);
        Ask();
        Assert.Equal(0, Allocation.Of(Ask));
        Assert.True(_digests.Asked.TryRead(out var asked));
        Assert.Equal(Path, asked);
        Assert.False(_digests.Asked.TryRead(out _));
        Assert.True(state.Watch.IsDoubtfulFor(Client));
        Assert.Same(History, _digests.Find(Path));

        void Ask() => _digests.Ask(RepositoryFormat.Apt, InRepository, Path, Client);
    }

    [Fact]
    public void What_the_origin_showed_before_the_start_is_looked_at_too_and_what_it_never_showed_is_not()
    {
        _digests.TryAdd(Path, new(null, default) { IsRecalled = true });
        _digests.TryAdd("/debian/dists/never/InRelease", new(null, default));
        _digests.Ask(RepositoryFormat.Apt, "dists/never/InRelease", "/debian/dists/never/InRelease", Client);
        _digests.Ask(RepositoryFormat.Apt, InRepository, Path, Client);
        Assert.True(_digests.Asked.TryRead(out var asked));
        Assert.Equal(Path, asked);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void Who_wants_a_root_without_reading_it_is_content_with_a_look_a_moment_ago()
    {
        var state = new IndexRootState(History, default);
        _digests.TryAdd(Path, state);
        state.Watch.LookBegins(9_000);
        state.Watch.LookEnded();
        _digests.WantAgain(Path, 10_000);
        _digests.WantAgain("/debian/dists/unknown/InRelease", 20_000);
        Assert.False(_digests.Asked.TryRead(out _));
        _digests.WantAgain(Path, 20_000);
        Assert.True(_digests.Asked.TryRead(out _));
        Assert.False(state.Watch.IsDoubtfulFor(Client));
    }

    [Fact]
    public void While_nothing_is_learnt_questions_are_not_even_noted()
    {
        _digests.IsLearning = false;
        _digests.Ask(RepositoryFormat.Apt, InRepository, Path, Client);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void A_flood_of_inventions_fills_neither_the_queue_nor_the_memory()
    {
        var inventions = Enumerable.Range(0, 10_000).Select(i => $"/debian/dists/{i}/InRelease").ToArray();
        foreach (var path in inventions) _digests.Ask(RepositoryFormat.Apt, InRepository, path, Client);
        Assert.InRange(_digests.Asked.Count, 1, 64);
        foreach (var path in inventions) _digests.TryAdd(path, new(null, default));
        Assert.Equal(IndexDigests.MaxRoots, _digests.Roots.Count());
        Assert.False(_digests.TryAdd(Path, new(History, default)));
        _digests.Forget("/debian/dists/0/InRelease");
        Assert.True(_digests.TryAdd(Path, new(History, default)));
    }

    [Fact]
    public void A_root_is_taken_in_once()
    {
        Assert.True(_digests.TryAdd(Path, new(null, default)));
        Assert.False(_digests.TryAdd(Path, new(History, default)));
        _digests.Put(Path, new(History, default));
        Assert.Same(History, _digests.Find(Path));
    }
}
