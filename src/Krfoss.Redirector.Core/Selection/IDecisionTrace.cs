using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// Listens to a decision. The hot path passes <see cref="NoTrace"/>, which the compiler removes; <c>explain</c> passes
/// a recorder, so that both run the same code.
/// </summary>
public interface IDecisionTrace
{
    /// <summary>False: the calls below are not made.</summary>
    static abstract bool IsOn { get; }

    /// <summary>What is known of the path; said before any mirror is looked at.</summary>
    void Knew(in PathKnowledge knowledge);

    /// <summary>A mirror was looked at: left out, or standing somewhere in the order.</summary>
    void Looked(MirrorCandidate candidate, in Standing standing);

    /// <summary>A group was formed; <paramref name="share"/> of the requests go to it.</summary>
    void Grouped(MirrorGroup group, double share);
}

/// <summary>Hears nothing and costs nothing.</summary>
public readonly struct NoTrace : IDecisionTrace
{
    public static bool IsOn => false;

    public void Knew(in PathKnowledge knowledge)
    {
        // Never called: IsOn is false.
    }

    public void Looked(MirrorCandidate candidate, in Standing standing)
    {
        // Never called: IsOn is false.
    }

    public void Grouped(MirrorGroup group, double share)
    {
        // Never called: IsOn is false.
    }
}
