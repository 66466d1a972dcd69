using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>
/// An origin that keeps everything: for each root and generation, the whole set of paths with their contents. Beside it
/// runs what the product remembers of the same events.
/// </summary>
internal sealed class NaiveArchive
{
    private static readonly string[] Parts = ["main", "extra"];

    private readonly Random _random;
    private readonly string[] _paths;
    private readonly bool _hasUnreadParts;
    private int _hours = 1_000;

    /// <param name="hasUnreadParts">
    /// Some parts cannot be read, and files wander between parts. Otherwise each file has its part.
    /// </param>
    public NaiveArchive(int seed, int roots, int paths, bool hasUnreadParts)
    {
        _random = new(seed);
        _hasUnreadParts = hasUnreadParts;
        _paths = [.. Enumerable.Range(0, paths).Select(i => $"pool/{i}.deb")];
        Roots = [.. Enumerable.Range(0, roots).Select(_ => new NaiveRoot())];
        Publications = [.. Roots.Select((root, i) =>
        {
            Change(root, 1, changes: paths / 2);

            // What was there at the start came some time before, in any order.
            foreach (var path in _paths) root.Since[path] = _random.Next(_hours);
            root.Generations.Add(root.All());
            return Published.Root($"dists/{i}/InRelease", _hours++, root.ByPart());
        })];
    }

    public NaiveRoot[] Roots { get; }

    public RootPublication[] Publications { get; }

    public IReadOnlyList<string> Paths => _paths;

    /// <summary>One root publishes its next generation, or the oldest of it are forgotten.</summary>
    public void Step()
    {
        var i = _random.Next(Roots.Length);
        var (root, publication) = (Roots[i], Publications[i]);
        if (_random.Next(6) == 0)
        {
            var oldest = _random.Next(1, publication.Current.Number + 1);
            Publications[i] = publication.Forgetting(oldest);
            foreach (var (path, dropped) in root.Dropped)
                if (dropped.Number <= oldest) root.Dropped.Remove(path);
            return;
        }

        Change(root, publication.Current.Number + 1, changes: _random.Next(1, 5));
        root.Generations.Add(root.All());
        var read = root.ByPart().ToDictionary(
            part => part.Key, part => _hasUnreadParts && _random.Next(5) == 0 ? null : part.Value);
        Publications[i] = publication.Then(_hours++, read);
    }

    /// <summary>A mirror at any generation of each root, or none.</summary>
    public int[] Mirror() => [.. Roots.Select(root => _random.Next(root.Generations.Count + 1))];

    /// <summary>What the origin's latest word gives a path; 0 = no root lists it.</summary>
    public int CurrentContentOf(string path) => Roots
        .Where(root => root.Contents.ContainsKey(path))
        .OrderByDescending(root => root.Since[path])
        .Select(root => root.Contents[path])
        .FirstOrDefault();

    /// <summary>What a path was when the last root dropped it; 0 = no root did, or it was forgotten.</summary>
    public int LastContentOf(string path) => Roots
        .Where(root => root.Dropped.ContainsKey(path))
        .OrderByDescending(root => root.Dropped[path].Hours)
        .Select(root => root.Dropped[path].Content)
        .FirstOrDefault();

    private void Change(NaiveRoot root, int number, int changes)
    {
        foreach (var path in _random.GetItems(_paths, changes).Distinct())
        {
            var isListed = root.Contents.TryGetValue(path, out var content);
            if (isListed && _random.Next(2) == 0)
            {
                root.Contents.Remove(path);
                root.Members.Remove(path);
                root.Dropped[path] = (number, _hours, content);
                continue;
            }

            // Now and then the content stays, and only the part of the index is another one, or one more.
            if (!isListed || !_hasUnreadParts || _random.Next(2) == 0)
                root.Contents[path] = 1 + ((content + _random.Next(2)) % 3);
            root.Members[path] = !_hasUnreadParts
                ? [Parts[path.Length % 2]]
                : [.. Parts.Where(_ => _random.Next(2) == 0).DefaultIfEmpty("main")];
            (root.Since[path], root.Touched[path]) = (_hours, number);
        }
    }

    /// <summary>One root: what it lists now, and what each of its generations listed.</summary>
    public sealed class NaiveRoot
    {
        public Dictionary<string, int> Contents { get; } = [];

        public Dictionary<string, string[]> Members { get; } = [];

        /// <summary>The hour in which the origin listed a path like this first.</summary>
        public Dictionary<string, int> Since { get; } = [];

        /// <summary>The generation that last did anything to a path.</summary>
        public Dictionary<string, int> Touched { get; } = [];

        public Dictionary<string, (int Number, int Hours, int Content)> Dropped { get; } = [];

        /// <summary>Index 0 is generation 1.</summary>
        public List<Dictionary<string, int>> Generations { get; } = [];

        public Dictionary<string, int> All() => new(Contents, StringComparer.Ordinal);

        public Dictionary<string, IReadOnlyList<IndexFile>> ByPart() => Parts.ToDictionary(
            part => part,
            IReadOnlyList<IndexFile> (part) =>
            [
                .. Contents.Where(file => Members[file.Key].Contains(part))
                    .Select(file => new IndexFile(file.Key, file.Value)),
            ]);
    }
}
