using System.Collections.Frozen;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>What is known of a path, before any mirror is looked at.</summary>
public enum PathStanding
{
    /// <summary>An index lists it (or did so until lately): mirrors of certain generations have it.</summary>
    Listed,

    /// <summary>An index that could not be read may list it: mirrors that show the newest generation have it.</summary>
    Unread,

    /// <summary>No index that is followed lists it.</summary>
    Unlisted,

    /// <summary>A client may know more than we do; we are looking at the origin right now.</summary>
    Doubtful,

    /// <summary>A folder, or an index in it: mirrors that are verified for every root there have it.</summary>
    Folder,
}

/// <summary>What is known of one path, and which generation of which root a mirror must have for it.</summary>
/// <param name="SizeClass">About how large it is (<see cref="ContentMark.BytesOf"/>); 0 = not known.</param>
public readonly record struct PathKnowledge(PathStanding Standing, Voucher Voucher, byte SizeClass)
{
    /// <summary>By their index: the roots of a folder; null for files.</summary>
    public IReadOnlyList<int>? Roots { get; init; }
}

/// <summary>What the origin published in one repository, in the form that requests read. Immutable.</summary>
public sealed class RepositoryPublication
{
    public static readonly RepositoryPublication Empty = new([]);

    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _suites;
    private readonly int[] _unread;

    /// <param name="roots">In an order that stays: mirrors are verified by the index in it.</param>
    public RepositoryPublication(IReadOnlyList<RootPublication> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        Roots = roots;
        Paths = PublishedPaths.Of(roots);
        _unread = [.. Enumerable.Range(0, roots.Count).Where(index => !roots[index].IsComplete)];
        _suites = roots.Index()
            .Where(root => root.Item.Path.EndsWith("/InRelease", StringComparison.Ordinal))
            .ToFrozenDictionary(
                root => root.Item.Path[..root.Item.Path.LastIndexOf('/')], root => root.Index, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<RootPublication> Roots { get; }

    public PublishedPaths Paths { get; }

    /// <summary>The roots of which a part could not be read.</summary>
    public ReadOnlySpan<int> Unread => _unread;

    /// <summary>Looks a path up for a client, who may have read more of an index than we have.</summary>
    public PathKnowledge Find(PathKind kind, ReadOnlySpan<char> path, in IpNumber client)
    {
        var known = Find(kind, path);
        return known.Standing == PathStanding.Listed && Roots[known.Voucher.Root].Watch.IsDoubtfulFor(client)
            ? known with { Standing = PathStanding.Doubtful }
            : known;
    }

    /// <summary>Looks a path up; allocates nothing for what mirrors serve.</summary>
    /// <param name="path">Path inside the repository in the form of <see cref="TidyPath"/>.</param>
    public PathKnowledge Find(PathKind kind, ReadOnlySpan<char> path)
    {
        if (kind == PathKind.InstallerImage) return FindImage(path);
        if (kind is PathKind.Listing or PathKind.Metadata || path is [] or [.., '/'])
            return FindFolder(path[..(path.LastIndexOf('/') + 1)]);
        if (Paths.TryFind(PathHash.Of(path), out var voucher, out var sizeClass)) return Known(voucher, sizeClass);

        // Most signatures stand in no index and come with what they sign; some (upstream's, in apt's sources) do.
        if (kind == PathKind.PackageSignature && Paths.TryFind(
            PathHash.Of(SignatureSuffix.Strip(path)), out voucher, out _))
        {
            return Known(voucher, sizeClass: 0);
        }

        // Lists ask for a root as for a file that mirrors serve.
        for (var i = 0; i < Roots.Count; i++)
        {
            if (path.SequenceEqual(Roots[i].Path)) return FindFolder(path[..(path.LastIndexOf('/') + 1)]);
        }

        return new(_unread.Length > 0 ? PathStanding.Unread : PathStanding.Unlisted, default, 0);
    }

    private PathKnowledge Known(Voucher voucher, byte sizeClass) => new(
        Roots[voucher.Root].Watch.IsDoubtful ? PathStanding.Doubtful : PathStanding.Listed, voucher, sizeClass);

    // Lists are about folders: the roots in or below it, else, as for pool/, all that there are.
    private PathKnowledge FindFolder(ReadOnlySpan<char> folder)
    {
        var inside = new List<int>();
        var all = new List<int>();
        for (var i = 0; i < Roots.Count; i++)
        {
            if (Roots[i].IsWithdrawn) continue;
            all.Add(i);
            if (Roots[i].Path.AsSpan().StartsWith(folder, StringComparison.Ordinal)) inside.Add(i);
        }

        return all.Count == 0
            ? new(PathStanding.Unlisted, default, 0)
            : new(PathStanding.Folder, default, 0) { Roots = inside.Count > 0 ? inside : all };
    }

    // Installer images change with point releases under the same name, and only checksums in the suite tell of them: a
    // mirror that shows the suite's newest index has them.
    private PathKnowledge FindImage(ReadOnlySpan<char> path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path[..slash].LastIndexOf('/'))
        {
            if (!_suites.TryGetValue(path[..slash], out var index)) continue;
            return Known(new(index, new(Roots[index].Current.Number, Validity.Open)), sizeClass: 0);
        }

        return new(PathStanding.Unlisted, default, 0);
    }
}
