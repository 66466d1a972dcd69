using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>What is known of an index root beyond its publication.</summary>
/// <param name="PartDigests">By the name of a part: the digest of the content that its listing was read from.</param>
internal sealed record RootMemory(RootPublication Publication, IReadOnlyDictionary<string, string> PartDigests);

/// <summary>
/// What the origins published, root by root, as far as it was read. Roots of a repository keep their place for as long
/// as the program runs, since mirrors are verified by it. One follower writes; anybody reads.
/// </summary>
internal sealed class OriginMemory
{
    /// <summary>
    /// So many files are remembered of all indexes together (23 bytes each); indexes that nobody asks for are not read
    /// beyond it.
    /// </summary>
    public const int MaxListedFiles = 6_000_000;

    private readonly ConcurrentDictionary<string, RepositoryMemory> _repositories = new(StringComparer.Ordinal);

    public IEnumerable<string> Repositories => _repositories.Keys;

    public int ListedFiles => _repositories.Values.Sum(repository => repository.ListedFiles);

    public IReadOnlyDictionary<string, RepositoryPublication> Publications =>
        _repositories.ToDictionary(entry => entry.Key, entry => entry.Value.Publication, StringComparer.Ordinal);

    public RepositoryPublication PublicationOf(string repository) =>
        _repositories.TryGetValue(repository, out var memory) ? memory.Publication : RepositoryPublication.Empty;

    public IReadOnlyList<RootMemory> RootsOf(string repository) =>
        _repositories.TryGetValue(repository, out var memory) ? memory.Roots : [];

    public RootMemory? Find(string repository, string root) =>
        RootsOf(repository).FirstOrDefault(memory => memory.Publication.Path == root);

    /// <summary>Adds a root at the end, or replaces what is known of it.</summary>
    public void Put(string repository, RootMemory root) => _repositories.AddOrUpdate(
        repository,
        static (_, added) => new([added]),
        static (_, before, replaced) => before.With(replaced),
        root);

    /// <summary>Changes what is known of a root, whatever it is by then; nothing where the root is not known.</summary>
    public void Update(string repository, string root, Func<RootMemory, RootMemory> change)
    {
        while (_repositories.TryGetValue(repository, out var before))
        {
            if (before.Roots.FirstOrDefault(memory => memory.Publication.Path == root) is not { } known) return;
            if (_repositories.TryUpdate(repository, before.With(change(known)), before)) return;
        }
    }

    private sealed class RepositoryMemory(IReadOnlyList<RootMemory> roots)
    {
        public IReadOnlyList<RootMemory> Roots { get; } = roots;

        public RepositoryPublication Publication { get; } = new([.. roots.Select(root => root.Publication)]);

        public int ListedFiles => Publication.Paths.Count;

        public RepositoryMemory With(RootMemory next)
        {
            var isKnown = Roots.Any(root => root.Publication.Path == next.Publication.Path);
            return isKnown
                ? new([.. Roots.Select(root => root.Publication.Path == next.Publication.Path ? next : root)])
                : new([.. Roots, next]);
        }
    }
}
