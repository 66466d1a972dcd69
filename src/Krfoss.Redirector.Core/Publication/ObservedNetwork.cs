namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// What the crawler knows at one moment: what the origins published and where each mirror stands. Immutable; requests
/// see it through the snapshot that is built from it.
/// </summary>
public sealed record ObservedNetwork(
    IReadOnlyDictionary<string, RepositoryPublication> Publications,
    IReadOnlyDictionary<MirrorAndRepository, MirrorReadiness> Readiness)
{
    /// <summary>What was observed of a mirror for a repository; null = nothing yet.</summary>
    public MirrorReadiness? Of(string mirror, string repository) =>
        Readiness.GetValueOrDefault(new(mirror, repository));

    /// <summary>What the origin of a repository published; nothing yet is an empty publication.</summary>
    public RepositoryPublication PublicationOf(string repository) =>
        Publications.GetValueOrDefault(repository) ?? RepositoryPublication.Empty;
}

/// <summary>A mirror in its role for one repository, by their ids.</summary>
public readonly record struct MirrorAndRepository(string Mirror, string Repository);
