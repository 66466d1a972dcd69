using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>Measures the heap of the whole process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const int Paths = 1_000_000;
    private const long Limit = 64_000_000;

    [Fact]
    public void A_million_recent_paths_take_less_than_64_MB_in_all()
    {
        var hashes = Listings.Spread(Paths, seed: 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var publication = new RepositoryPublication([Recent(hashes)]);
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(Paths, publication.Paths.Count);
        Assert.Equal(Paths, publication.Roots[0].Log.Count);
        const int perPath = IndexListing.BytesPerFile + PublicationLog.BytesPerPath + PublishedPaths.BytesPerPath;
        Assert.InRange(bytes, (long)Paths * (perPath - 1), Limit * 3 / 4);
        GC.KeepAlive(hashes);
    }

    [Fact]
    public void Building_the_table_takes_little_more_than_the_table()
    {
        var root = Recent(Listings.Spread(Paths, seed: 6));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var paths = PublishedPaths.Of([root]);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Paths, paths.Count);
        Assert.InRange(bytes, Paths * PublishedPaths.BytesPerPath, Paths * (PublishedPaths.BytesPerPath + 1));
    }

    /// <summary>Every path came with one of the last ten generations, so that all of them are in the log.</summary>
    private static RootPublication Recent(ulong[] hashes)
    {
        var root = Published.Root("dists/sid/InRelease", 0) with
        {
            Listings = new Dictionary<string, IndexListing> { ["main"] = Listings.Of(hashes) },
        };
        for (var i = 0; i < 10; i++)
        {
            root = root.Next(
                root.Current with { Number = i + 2, FirstSeen = Published.Start.AddHours(i + 1) },
                root.Listings,
                isComplete: true,
                [.. hashes.Where((_, at) => at % 10 == i)],
                [],
                []);
        }

        return root;
    }
}
