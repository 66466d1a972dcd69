using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>A file of an index in tests: a path, and a small number that stands for its content.</summary>
internal readonly record struct IndexFile(string Path, int Content = 1)
{
    public long SizeBytes => 100 * Content;

    public byte[] Digest => [.. Enumerable.Repeat((byte)Content, 32)];

    public static implicit operator IndexFile(string path) => new(path);
}

/// <summary>Makes publications the way the follower does: reads whole parts, compares them with those before.</summary>
internal static class Published
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A root of one part as it was first read, at <see cref="Start"/> and so many hours.</summary>
    public static RootPublication Root(string path, double hours, params IndexFile[] files) =>
        Root(path, hours, new Dictionary<string, IReadOnlyList<IndexFile>> { ["main"] = files });

    /// <inheritdoc cref="Root(string, double, IndexFile[])"/>
    public static RootPublication Root(
        string path, double hours, IReadOnlyDictionary<string, IReadOnlyList<IndexFile>> parts)
    {
        var read = parts.ToDictionary(part => part.Key, part => Read(part.Value, before: null));
        return new(
            path,
            [Generation(1, hours, [])],
            read.ToDictionary(part => part.Key, part => part.Value.Listing),
            IsComplete: true,
            new(1),
            [.. read.Values.SelectMany(part => part.Old)],
            new());
    }

    /// <summary>The next generation of a root of one part, which lists these files alone.</summary>
    public static RootPublication Then(this RootPublication root, double hours, params IndexFile[] files) =>
        root.Then(hours, new Dictionary<string, IReadOnlyList<IndexFile>?> { ["main"] = files });

    /// <summary>The next generation; a part that is null could not be read.</summary>
    public static RootPublication Then(
        this RootPublication root, double hours, IReadOnlyDictionary<string, IReadOnlyList<IndexFile>?> parts)
    {
        var changes = parts.Where(part => part.Value is not null).ToDictionary(
            part => part.Key, part => Read(part.Value!, root.Listings.GetValueOrDefault(part.Key)));
        return root.Next(
            Generation(root.Current.Number + 1, hours, [.. changes.Values.SelectMany(change => change.Newest)]),
            changes.ToDictionary(change => change.Key, change => change.Value.Listing),
            changes.Count == parts.Count,
            [.. changes.Values.SelectMany(change => change.Changed)],
            [.. changes.Values.SelectMany(change => change.Removed)],
            [.. changes.Values.SelectMany(change => change.Old)]);
    }

    /// <summary>Nothing is known any more of what was before this generation.</summary>
    public static RootPublication Forgetting(this RootPublication root, int number) =>
        root with { Log = root.Log.ForgetUpTo(number) };

    public static ListingChange Read(
        IEnumerable<IndexFile> files, IndexListing? before, ulong seed = 0)
    {
        var builder = new ListingBuilder(before, seed);
        foreach (var file in files) builder.Add(file.Path, file.SizeBytes, file.Digest);
        return builder.Build();
    }

    /// <summary>True where the table says that a mirror which is verified at these generations has the path.</summary>
    public static bool Has(this PublishedPaths paths, string path, params int[] verified) =>
        paths.TryFind(PathHash.Of(path), out var voucher, out _) && voucher.Validity.Holds(verified[voucher.Root]);

    private static PublishedGeneration Generation(int number, double hours, IReadOnlyList<IndexSample> samples) =>
        new(number, $"{number:x64}", Start.AddHours(hours), null, null, samples);
}
