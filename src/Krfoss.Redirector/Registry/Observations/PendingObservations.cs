namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// Observations that wait to be written. States, generations and parts are kept as they are now, the latest of each
/// key; checks, changes and complaints as they came. Each kind has a bound, beyond which the oldest are dropped, so
/// that a registry may be away for days. For one thread at a time.
/// </summary>
internal sealed class PendingObservations
{
    /// <summary>Three hours of 13 mirrors with 23 repositories that are checked every minute.</summary>
    public const int MaxChecks = 50_000;

    public const int MaxOthers = 10_000;

    /// <summary>Parts are there to save fetching them again; no more memory than that is worth.</summary>
    public const long MaxPartBytes = 64 << 20;

    private readonly Queue<CheckRecord> _checks = [];
    private readonly Queue<StateChangeRecord> _changes = [];
    private readonly Queue<ComplaintRecord> _complaints = [];
    private readonly OrderedDictionary<(string, string, long), GenerationRecord> _generations = [];
    private readonly OrderedDictionary<(string, string, string), IndexPartRecord> _parts = [];
    private readonly OrderedDictionary<(string, string, string), MirrorStateRecord> _states = [];
    private long _partBytes;

    /// <summary>How many were dropped, of all kinds, since the start.</summary>
    public long Dropped { get; private set; }

    public int Checks => _checks.Count;

    public int Count => _checks.Count + _changes.Count + _complaints.Count + _generations.Count + _parts.Count
        + _states.Count;

    public void Add(ObservationBatch batch)
    {
        Add(_checks, batch.Checks, MaxChecks);
        Add(_changes, batch.StateChanges, MaxOthers);
        Add(_complaints, batch.Complaints, MaxOthers);
        foreach (var generation in batch.Generations)
            Replace(_generations, (generation.Repository, generation.Root, generation.Number), generation);
        foreach (var state in batch.MirrorStates)
            Replace(_states, (state.Mirror, state.Repository, state.Endpoint), state);
        foreach (var part in batch.Parts) AddPart(part);
    }

    /// <summary>
    /// Everything but checks beyond <paramref name="maxChecks"/>: what was added together is written together.
    /// </summary>
    public ObservationBatch Take(int maxChecks)
    {
        var checks = new List<CheckRecord>(Math.Min(maxChecks, _checks.Count));
        while (checks.Count < maxChecks && _checks.TryDequeue(out var check)) checks.Add(check);
        var batch = new ObservationBatch
        {
            Checks = checks,
            StateChanges = [.. _changes],
            Complaints = [.. _complaints],
            Generations = [.. _generations.Values],
            Parts = [.. _parts.Values],
            MirrorStates = [.. _states.Values],
        };
        _changes.Clear();
        _complaints.Clear();
        _generations.Clear();
        _parts.Clear();
        _states.Clear();
        _partBytes = 0;
        return batch;
    }

    private void Add<T>(Queue<T> queue, IReadOnlyList<T> items, int max)
    {
        foreach (var item in items)
        {
            if (queue.Count == max)
            {
                queue.Dequeue();
                Dropped++;
            }

            queue.Enqueue(item);
        }
    }

    private void Replace<TKey, T>(OrderedDictionary<TKey, T> latest, TKey key, T item)
        where TKey : notnull
    {
        // Behind the others, so that what was news last is dropped last.
        latest.Remove(key);
        latest.Add(key, item);
        if (latest.Count <= MaxOthers) return;
        latest.RemoveAt(0);
        Dropped++;
    }

    private void AddPart(IndexPartRecord part)
    {
        var key = (part.Repository, part.Root, part.Part);
        if (_parts.Remove(key, out var before)) _partBytes -= before.Entries.Length;
        _parts.Add(key, part);
        _partBytes += part.Entries.Length;
        while (_partBytes > MaxPartBytes || _parts.Count > MaxOthers)
        {
            _partBytes -= _parts.GetAt(0).Value.Entries.Length;
            _parts.RemoveAt(0);
            Dropped++;
        }
    }
}
