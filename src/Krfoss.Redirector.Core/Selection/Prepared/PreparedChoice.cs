using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection.Prepared;

/// <summary>
/// Chooses from a prepared order as <see cref="Ranking"/> does from all mirrors: the same groups, the same scores. It
/// looks at no more of the order than it needs, so that the number of mirrors behind that does not matter.
/// </summary>
/// <param name="mayServe">
/// Room for one number per mirror of the order: those that may serve this path, as far as looked at.
/// </param>
internal ref struct PreparedChoice(
    PreparedOrder order,
    ReadOnlySpan<char> path,
    in PathKnowledge knowledge,
    ulong requestHash,
    Span<ushort> mayServe)
{
    private const ushort Taken = ushort.MaxValue;

    private readonly ReadOnlySpan<PreparedMirror> _mirrors = order.Mirrors;
    private readonly ReadOnlySpan<char> _path = path;
    private readonly PathKnowledge _knowledge = knowledge;
    private readonly Span<ushort> _mayServe = mayServe;
    private int _count;
    private int _lookedAt;
    private int _first;
    private int _scored;
    private BestScores _best;

    // True where mirrors that are not kept would have to be looked at.
    private bool _isTooShort;

    /// <returns>False where the order does not suffice; <paramref name="decision"/> then means nothing.</returns>
    public bool TryDecide(double spill, in SelectionRequest request, out RedirectDecision decision)
    {
        decision = default;
        if (!LookUntil(1)) return false;
        var chosen = 0;
        var isSpill = MirrorSelector.IsSpill(requestHash, spill) && TryTakeFromNextGroup(out chosen);
        if (!isSpill) chosen = TakeNearest();
        ref readonly var mirror = ref _mirrors[chosen];
        decision = new()
        {
            Reason = isSpill
                ? DecisionReason.Spill
                : MirrorSelector.ReasonOf(mirror.Tier, mirror.IsOwnNetwork, request.Location.Place.IsPlace),
            Candidate = mirror.Candidate,
            BaseUrl = mirror.Candidate.BaseFor(request.NeedsHttps),
            SizeClass = _knowledge.SizeClass,
        };
        while (decision.RunnersUpCount < RedirectDecision.RunnersUpCapacity
            && LookUntil(decision.RunnersUpCount + 2))
        {
            decision.AddRunnerUp(_mirrors[TakeNearest()].Candidate);
        }

        return !_isTooShort;
    }

    /// <summary>
    /// Takes one of the nearest group that is left; there must be one. A group that has lost its nearest mirror reaches
    /// farther and has the others still: every mirror is scored once for all that are taken.
    /// </summary>
    private int TakeNearest()
    {
        while (_mayServe[_first] == Taken) _first++;
        var group = GroupOf(_first);
        if (_best.IsEmpty) _scored = _first;
        Score(ref _scored, group, ref _best);
        return Take(_best.TakeFirst());
    }

    /// <summary>Takes one of the group behind the nearest, where that has the same country.</summary>
    private bool TryTakeFromNextGroup(out int chosen)
    {
        chosen = 0;
        var nearest = GroupOf(0);
        if (nearest.Tier != Tier.SameCountry) return false;
        var begin = 1;
        while (begin < _count && nearest.Contains(_mirrors[_mayServe[begin]])) begin++;
        if (!LookUntil(begin + 1) || _mirrors[_mayServe[begin]].Tier != nearest.Tier) return false;
        var best = default(BestScores);
        Score(ref begin, GroupOf(begin), ref best);
        chosen = Take(best.TakeFirst());
        return true;
    }

    /// <summary>Scores the mirrors of the group from a place on, and moves the place behind them.</summary>
    private readonly void Score(scoped ref int place, in Group group, scoped ref BestScores best)
    {
        for (; place < _count; place++)
        {
            if (_mayServe[place] == Taken) continue;
            ref readonly var mirror = ref _mirrors[_mayServe[place]];
            if (!group.Contains(mirror)) return;
            var fraction = StableHash.ToFraction(StableHash.Combine(requestHash, mirror.MirrorHash));

            // −ln(u) is never below 1 − u: where that is too much already, the logarithm need not be known.
            if ((1 - fraction) * mirror.Handicap < best.Worst)
                best.Add(-Math.Log(fraction) * mirror.Handicap, place);
        }
    }

    private readonly int Take(int place)
    {
        var chosen = _mayServe[place];
        _mayServe[place] = Taken;
        return chosen;
    }

    /// <summary>The mirrors as near as this one, which must be left; all of them are looked at.</summary>
    private Group GroupOf(int place)
    {
        ref readonly var nearest = ref _mirrors[_mayServe[place]];
        var group = new Group(nearest.Tier, nearest.EffectiveKm + order.WidthKm);
        while (_lookedAt < _mirrors.Length && group.Contains(_mirrors[_lookedAt])) Look();
        _isTooShort |= _lookedAt == _mirrors.Length && !order.IsWhole;
        return group;
    }

    /// <returns>True where so many mirrors may serve the path.</returns>
    private bool LookUntil(int count)
    {
        while (_count < count && _lookedAt < _mirrors.Length) Look();
        _isTooShort |= _count < count && !order.IsWhole;
        return _count >= count;
    }

    private void Look()
    {
        if (MayServe(_mirrors[_lookedAt])) _mayServe[_count++] = (ushort)_lookedAt;
        _lookedAt++;
    }

    private readonly bool MayServe(in PreparedMirror mirror)
    {
        if (!mirror.IsComplete && (!mirror.Candidate.Includes(_path) || mirror.Candidate.Excludes(_path))) return false;
        return mirror.Endpoint is null
            || _knowledge.Voucher.Validity.Holds(mirror.Endpoint.VerifiedAt(_knowledge.Voucher.Root));
    }

    /// <summary>One tier up to an effective distance; where it begins is known to who asks.</summary>
    private readonly record struct Group(Tier Tier, double LimitKm)
    {
        public bool Contains(in PreparedMirror mirror) => mirror.Tier == Tier && mirror.EffectiveKm <= LimitKm;
    }
}
