using System.Runtime.CompilerServices;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>The answer of the selector: a mirror or the origin, why, and who would have been next.</summary>
public struct RedirectDecision
{
    /// <summary>So many runners-up are named at the most.</summary>
    public const int RunnersUpCapacity = 3;

    private Candidates _runnersUp;

    public DecisionReason Reason { get; init; }

    /// <summary>The chosen mirror; null = the origin.</summary>
    public MirrorCandidate? Candidate { get; init; }

    /// <summary>
    /// Base URL without a slash at the end; null where only an http origin is left for an https client.
    /// </summary>
    public string? BaseUrl { get; init; }

    /// <summary>About how large the file is (<see cref="Publication.ContentMark.BytesOf"/>); 0 = not known.</summary>
    public byte SizeClass { get; init; }

    public int RunnersUpCount { get; private set; }

    public readonly MirrorCandidate RunnerUp(int index) => _runnersUp[index];

    internal void AddRunnerUp(MirrorCandidate candidate) => _runnersUp[RunnersUpCount++] = candidate;

    [InlineArray(RunnersUpCapacity)]
    private struct Candidates
    {
        private MirrorCandidate _first;
    }
}
