using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexDigestsTests
{
    private const string Path = "/debian/dists/stable/InRelease";
    private const string InRepository = "dists/stable/InRelease";
    private static readonly IndexHistory History = IndexHistory.Next(null, IndexGeneration.Of("a"u8, null, default));

    private readonly IndexDigests _digests = new() { IsLearning = true };

    [Fact]
    public void An_unknown_root_that_is_asked_for_waits_to_be_learnt()
    {
        _digests.Ask(RepositoryFormat.Apt, InRepository, Path, 10_000);
        Assert.True(_digests.Asked.TryRead(out var path));
        Assert.Equal(Path, path);
        Assert.Null(_digests.Find(Path));
    }

    [Theory]
    [InlineData("dists/stable/Release")]
    [InlineData("pool/main/a.deb")]
    public void Other_paths_do_not(string path)
    {
        _digests.Ask(RepositoryFormat.Apt, path, "/debian/" + path, 10_000);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void A_known_root_does_not_and_costs_no_allocation()
    {
        var state = new IndexRootState(History, default);
        state.Watch.LookBegins(9_000);
        state.Watch.LookEnded();
        _digests.TryAdd(Path, state);
        Assert.Equal(0, Allocation.Of(Ask));
        Assert.False(_digests.Asked.TryRead(out _));
        Assert.Same(History, _digests.Find(Path));

        void Ask() => _digests.Ask(RepositoryFormat.Apt, InRepository, Path, 10_000);
    }

    [Fact]
    public void A_known_root_that_was_not_looked_at_lately_is_looked_at_once()
    {
        _digests.TryAdd(Path, new(History, default));
        for (var i = 0; i < 3; i++) _digests.Ask(RepositoryFormat.Apt, InRepository, Path, 10_000);
        Assert.True(_digests.Asked.TryRead(out var asked));
        Assert.Equal(Path, asked);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void While_nothing_is_learnt_questions_are_not_even_noted()
    {
        _digests.IsLearning = false;
        _digests.Ask(RepositoryFormat.Apt, InRepository, Path, 10_000);
        Assert.False(_digests.Asked.TryRead(out _));
    }

    [Fact]
    public void A_flood_of_inventions_fills_neither_the_queue_nor_the_memory()
    {
        var inventions = Enumerable.Range(0, 10_000).Select(i => $"/debian/dists/{i}/InRelease").ToArray();
        foreach (var path in inventions) _digests.Ask(RepositoryFormat.Apt, InRepository, path, 10_000);
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
