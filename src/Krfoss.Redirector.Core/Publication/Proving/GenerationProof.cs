using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Core.Publication.Proving;

/// <summary>What is known of a mirror's copy of an index root before its files are asked for.</summary>
/// <param name="Verified">The newest generation that it was proven to have; 0 = none.</param>
/// <param name="Shown">The generation that it shows.</param>
/// <param name="Turn">Another number chooses other files.</param>
public readonly record struct ProofState(int Verified, int Shown, ulong Turn)
{
    /// <summary>It has shown an index before its packages were there, so it is asked for more of them.</summary>
    public bool IsSuspicious { get; init; }

    /// <summary>A file is wanted also where nothing is left to be proven.</summary>
    public bool IsSpotWanted { get; init; }

    /// <summary>The path that was missed the last time; null = none was.</summary>
    public string? Missed { get; init; }
}

/// <summary>The files to ask for, ascending by generation, and what is proven where all of them are right.</summary>
public sealed record ProofStep(IReadOnlyList<CheckSample> Samples, int ProvesUpTo);

/// <summary>
/// Chooses the files that show whether a mirror has what its index lists. Each generation between the last that was
/// proven and the one that the mirror shows is asked for by files of its own, the oldest first: a mirror may have the
/// newest packages and lack those of a synchronisation that was broken off. What is too much for one visit is left to
/// the next, and until then the mirror counts as having what was proven. One file that it has long had is always among
/// them: where that is gone, nothing else is believed either.
/// </summary>
public static class GenerationProof
{
    /// <summary>So many files are asked for in one visit, at one a second.</summary>
    public const int Budget = 12;

    /// <summary>As <see cref="Budget"/>, for mirrors that have shown an index too early.</summary>
    public const int SuspiciousBudget = 20;

    /// <param name="isCarried">False for paths that the mirror does not declare.</param>
    public static ProofStep Next(RootPublication root, ProofState state, Predicate<string> isCarried)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(isCarried);
        var samples = new RootSamples(root, state.Shown, isCarried);

        // An index that goes back may come without what later generations took away.
        var verified = state.Shown < state.Verified ? 0 : state.Verified;
        if (verified == state.Shown)
            return new(state.IsSpotWanted || state.Missed is not null ? Spots(samples, state) : [], verified);

        var proven = verified == 0 ? Math.Min(root.Log.BaseNumber, state.Shown) : verified;
        var oldCount = verified > 0 ? 1 : state.IsSuspicious ? 4 : 2;
        var asked = MissedFirst(samples.UpTo(proven, state.Turn), state).Take(oldCount).ToList();
        var budget = state.IsSuspicious ? SuspiciousBudget : Budget;
        foreach (var generation in root.Generations.Reverse())
        {
            if (generation.Number <= proven || generation.Number > state.Shown) continue;
            var own = MissedFirst(samples.Of(generation, state.Turn), state)
                .Take(CountFor(generation.Number == state.Shown, state));
            var added = own.Where(sample => !asked.Exists(known => known.Path == sample.Path)).ToArray();
            if (asked.Count + added.Length > budget) return new(InOrder(asked), proven);
            asked.AddRange(added);
            proven = generation.Number;
        }

        return new(InOrder(asked), state.Shown);
    }

    // The newest is what clients ask for first.
    private static int CountFor(bool isNewest, ProofState state) =>
        (isNewest, state.IsSuspicious) switch
        {
            (true, true) => 10,
            (true, false) => 4,
            (false, true) => 4,
            (false, false) => 2,
        };

    private static IReadOnlyList<CheckSample> Spots(RootSamples samples, ProofState state) =>
        InOrder(MissedFirst(samples.UpTo(state.Shown, state.Turn), state).Take(state.Missed is null ? 1 : 2));

    // What was missed is asked for again, or another file would clear the mirror.
    private static IEnumerable<CheckSample> MissedFirst(IEnumerable<CheckSample> samples, ProofState state) =>
        samples.OrderBy(sample => sample.Path != state.Missed);

    private static IReadOnlyList<CheckSample> InOrder(IEnumerable<CheckSample> samples) =>
        [.. samples.OrderBy(sample => sample.SinceGeneration)];
}
