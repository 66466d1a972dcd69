using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>
/// The second memory: what the registry holds, for a start whose file is gone; and all that is known, for a registry
/// that turns out to be another one than before.
/// </summary>
internal sealed class RegistryRecall(
    MirrorRegistry registry,
    RegistryOptions options,
    CurrentCatalog catalog,
    OriginMemory origins,
    MirrorMemory mirrors,
    TimeProvider time)
{
    /// <summary>A registry that does not answer by then is no reason to keep clients waiting.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <returns>How many copies on mirrors came back; 0 = there is nothing, or it does not answer.</returns>
    public async Task<int> RecallAsync(CancellationToken cancellationToken)
    {
        // A registry that is made only now has nothing to tell.
        if (options.Problem is not null || options.File is { } file && !File.Exists(file)) return 0;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(enough.Token);
        await Task.WhenAny(reading, Task.Delay(LongestWait, cancellationToken));
        if (reading is { IsCompletedSuccessfully: true, Result: { } found }) return Fill(found);
        await enough.CancelAsync();
        return 0;
    }

    /// <summary>Everything that is known now, for a registry that knows nothing of it.</summary>
    public ObservationBatch Everything()
    {
        var places = KnownPlaces.Of(catalog.Value);
        var roots = origins.Repositories.Where(places.Origins.ContainsKey)
            .SelectMany(repository => origins.RootsOf(repository).Select(root => (Repository: repository, Root: root)))
            .ToArray();
        return new()
        {
            Generations =
            [
                .. roots.SelectMany(entry => ObservationForms.Of(
                    entry.Repository, entry.Root, places.Origins[entry.Repository], count: int.MaxValue)),
            ],
            Parts = [.. roots.SelectMany(entry => ObservationForms.PartsOf(entry.Repository, entry.Root))],
            MirrorStates =
            [
                .. mirrors.Copies.Where(copy => places.Mirrors.ContainsKey(copy.Key.Mirror)).Select(copy =>
                    ObservationForms.Of(
                        copy.Key, copy.Value, places.Mirrors[copy.Key.Mirror], time.GetUtcNow())),
            ],
        };
    }

    private async Task<Found?> ReadAsync(CancellationToken cancellationToken)
    {
        var states = await registry.ReadMirrorStatesAsync(cancellationToken);
        if (!states.IsAvailable || states.Value!.Count == 0) return null;
        var generations = await registry.ReadGenerationsAsync(cancellationToken, withPaths: true);
        if (!generations.IsAvailable || generations.Value!.Count == 0) return null;
        var parts = await registry.ReadIndexPartsAsync(cancellationToken);
        return parts.IsAvailable ? new(states.Value, generations.Value, parts.Value!) : null;
    }

    private int Fill(Found found)
    {
        var places = KnownPlaces.Of(catalog.Value);
        var parts = found.Parts.ToLookup(part => (part.Repository, part.Root));
        foreach (var records in found.Generations.GroupBy(record => (record.Repository, record.Root)))
        {
            if (places.Origins.GetValueOrDefault(records.Key.Repository) is not { } origin) continue;
            var own = parts[records.Key].ToDictionary(part => part.Part, StringComparer.Ordinal);
            if (ObservationForms.RootOf([.. records], own, origin) is { } root)
                origins.Put(records.Key.Repository, root);
        }

        var count = 0;
        foreach (var record in found.States)
        {
            if (ObservationForms.CopyOf(record, places.Mirrors) is not { } known) continue;
            if (origins.RootsOf(record.Repository).Count == 0) continue;
            mirrors.Put(known.Key, known.Copy);
            count++;
        }

        return count;
    }

    private sealed record Found(
        IReadOnlyList<MirrorStateRecord> States,
        IReadOnlyList<GenerationRecord> Generations,
        IReadOnlyList<IndexPartRecord> Parts);
}
