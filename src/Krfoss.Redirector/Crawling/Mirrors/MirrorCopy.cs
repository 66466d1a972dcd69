using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>A mirror's copy of a repository over one endpoint: what checks are about.</summary>
internal readonly record struct CopyKey(string Mirror, string Repository, MirrorEndpoint Endpoint);

/// <summary>What a mirror shows of one index root over one endpoint.</summary>
/// <param name="Shown">The generation that it shows; 0 = none that is known.</param>
/// <param name="ShownSince">When it was first seen with it.</param>
/// <param name="Verified">The newest generation that it was proven to have; 0 = none.</param>
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

    /// <summary>The mirror showed what it should, if only an old state of it.</summary>
    [JsonIgnore]
    public bool IsWell => VerdictRules.EffectOn(Verdict, default) == VerdictEffect.Good;

    /// <summary>The newest generation that it ever showed; 0 = none. Who shows an older one has gone back.</summary>
    public int Newest { get; init; }

    /// <summary>The newest generation that a check in which nothing was wrong has ever proven; 0 = none.</summary>
    public int Proven { get; init; }

    /// <summary>How often it showed an index whose packages were not there yet.</summary>
    public int FailedSamples { get; init; }

    /// <summary>The file that the latest check found wrong or missing; null = it found none.</summary>
    public string? Missed { get; init; }
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

    /// <summary>The autonomous system that answered the last good check; null = not known.</summary>
    public uint? Asn { get; init; }

    /// <summary>What its owner should know although it changes nothing, by the latest check.</summary>
    public CheckWarnings Warnings { get; init; }

    public bool WasVerified => Roots.Values.Any(root => root.Verified > 0);
}
