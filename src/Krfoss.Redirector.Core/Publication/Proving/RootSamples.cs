using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Core.Publication.Proving;

/// <summary>
/// The files of an index root whose names are remembered, as a mirror must have them that shows a certain generation.
/// </summary>
/// <param name="shown">The generation that the mirror shows; what it does not list is left out.</param>
/// <param name="isCarried">False for paths that the mirror does not declare.</param>
internal sealed class RootSamples(RootPublication root, int shown, Predicate<string> isCarried)
{
    /// <summary>The first of a generation's files tell most (<see cref="ListingChange.Newest"/>).</summary>
    private const int Telling = 2;

    /// <summary>
    /// Files that this generation brought or changed: those that tell most, then others, each turn beginning at another
    /// one.
    /// </summary>
    public IEnumerable<CheckSample> Of(PublishedGeneration generation, ulong turn)
    {
        var usable = Usable(generation.Samples.Select(sample => Placed(sample, generation.Number))).ToArray();
        return usable.Take(Telling).Concat(Turned([.. usable.Skip(Telling)], turn));
    }

    /// <summary>Files that a mirror of this generation has, in an order that each turn makes anew.</summary>
    public IEnumerable<CheckSample> UpTo(int generation, ulong turn)
    {
        var old = root.Old.Select(sample => Placed(sample));
        var brought = root.Generations.Where(known => known.Number <= generation)
            .SelectMany(known => known.Samples.Select(sample => Placed(sample, known.Number)));
        return Turned(
            [
                .. Usable(old.Concat(brought))
                    .Where(sample => sample.SinceGeneration <= generation)
                    .DistinctBy(sample => sample.Path, StringComparer.Ordinal),
            ],
            turn);
    }

    private IEnumerable<CheckSample> Usable(IEnumerable<CheckSample?> samples) => samples
        .OfType<CheckSample>()
        .Where(sample => sample.SizeBytes != 0 && sample.IsListedBy(shown) && isCarried(sample.Path));

    private static IEnumerable<CheckSample> Turned(IReadOnlyList<CheckSample> samples, ulong turn)
    {
        for (var i = 0; i < samples.Count; i++)
            yield return samples[(int)((turn + (ulong)i) % (ulong)samples.Count)];
    }

    /// <summary>A file that was listed for long when its part was read; null where that is so no more.</summary>
    private CheckSample? Placed(IndexSample sample) => IsCurrent(sample, out var hash)
        ? Sample(sample, root.Log.Find(hash).From, until: null)
        : null;

    /// <summary>A file that a generation brought or changed.</summary>
    private CheckSample Placed(IndexSample sample, int number)
    {
        var isCurrent = IsCurrent(sample, out var hash);
        var (from, until) = root.Log.Find(hash);
        if (isCurrent) return Sample(sample, from > Math.Max(number, root.Log.BaseNumber) ? from : number, until: null);

        // The log knows the latest change alone: where there was one, the content is certain for this generation only.
        var isRemoved = until != Validity.Open && from <= number;
        return Sample(sample, number, isRemoved ? until - 1 : number);
    }

    private bool IsCurrent(IndexSample sample, out ulong hash)
    {
        var path = hash = PathHash.Of(sample.Path);
        var mark = ContentMark.Of(sample.SizeBytes, Convert.FromHexString(sample.Digest));
        return root.Listings.Values.Any(part => part.TryFind(path, out var listed) && listed == mark);
    }

    private static CheckSample Sample(IndexSample sample, int since, int? until) =>
        new(sample.Path, sample.SizeBytes, since)
        {
            UntilGeneration = until,
            Sha256 = sample.Digest.Length == 64 ? sample.Digest : null,
            BeginningSha256 = sample.BeginningSha256,
        };
}
