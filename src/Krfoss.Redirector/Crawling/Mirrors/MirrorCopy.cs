using System.Collections.Immutable;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>A mirror's copy of a repository over one endpoint: what checks are about.</summary>
internal readonly record struct CopyKey(string Mirror, string Repository, MirrorEndpoint Endpoint);

/// <summary>What a mirror shows of one index root over one endpoint.</summary>
/// <param name="Shown">The generation that it shows; 0 = none that is known.</param>
/// <param name="ShownSince">When it was first seen with it.</param>
/// <param name="Verified">The newest generation that it certainly has; 0 = none.</param>
/// <param name="Verdict">What the latest check of this root came to.</param>
internal sealed record RootStanding(
    int Shown,
    DateTimeOffset ShownSince,
    int Verified,
    string? ETag,
    DateTimeOffset? LastModified,
    DateTimeOffset CheckedAt,
    Verdict Verdict)
{
    /// <summary>Checks since the origin showed a generation that this mirror does not; 0 = it is up to date.</summary>
    public int ChecksBehind { get; init; }

    /// <summary>How often it showed an index whose packages were not there yet.</summary>
    public int FailedSamples { get; init; }
}

/// <summary>Everything that is known of a copy. Immutable; the mirror's visits make the next one.</summary>
internal sealed record MirrorCopy(MirrorHealth Health)
{
    public ImmutableDictionary<string, RootStanding> Roots { get; init; } =
        ImmutableDictionary.Create<string, RootStanding>(StringComparer.Ordinal);

    /// <summary>When a path that cannot exist was asked for.</summary>
    public DateTimeOffset? AbsentAskedAt { get; init; }

    /// <summary>Who signed the certificate when it was last seen; null = no TLS, or not seen yet.</summary>
    public string? Issuer { get; init; }

    public bool WasVerified => Roots.Values.Any(root => root.Verified > 0);
}
