using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Why something is to be looked at; what is more urgent comes first.</summary>
internal enum VisitUrgency
{
    /// <summary>Somebody asked for it: complaints, an operator.</summary>
    Wanted,

    /// <summary>A check failed a moment ago, or the mirror is coming back.</summary>
    Recheck,

    /// <summary>Something less urgent that has waited for longer than it should.</summary>
    Overdue,

    /// <summary>Never looked at.</summary>
    New,

    /// <summary>The origin has shown something newer.</summary>
    Behind,

    /// <summary>It is time again.</summary>
    Routine,
}

/// <summary>One look at a mirror: an index root of a copy, and when it is due.</summary>
internal sealed record Visit(
    CopyKey Key,
    MirrorCandidate Candidate,
    RepositoryRoute Route,
    RootPublication Root,
    VisitUrgency Urgency,
    DateTimeOffset Due);
