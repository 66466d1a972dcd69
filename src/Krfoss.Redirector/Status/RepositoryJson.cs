using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Status;

/// <summary>A repository: where clients ask for it, who owns its metadata, which public mirrors carry it.</summary>
/// <param name="Mirrors">Ids.</param>
internal sealed record RepositoryJson(
    string Id, string Format, string Path, string Origin, IReadOnlyList<string> Mirrors)
{
    public static RepositoryJson Of(RepositoryRoute route) => new(
        route.Id,
        route.Format.ToString().ToLowerInvariant(),
        route.Definition.Path,
        route.Origin,
        [.. route.Candidates.Where(candidate => !candidate.Mirror.Definition.Private).Select(c => c.Mirror.Id)]);
}
