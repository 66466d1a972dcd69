using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Setup;

/// <summary>A version of a distribution, newest first in its list.</summary>
/// <param name="Id">As people say it, and as it stands in addresses: 24.04, 13, rolling.</param>
/// <param name="Codename">As its sources say it; the id where it has none.</param>
internal sealed record Release(string Id, string Codename);

/// <summary>One way to set a machine up.</summary>
/// <param name="File">Where the lines go; null = they are a command for a terminal.</param>
/// <param name="Lines">What to copy.</param>
internal sealed record SetupForm(Text Title, Text Note, string? File, string Lines);

/// <summary>A distribution that machines of this network run.</summary>
/// <param name="Repository">Its first repository; a catalog without it does not offer the distribution.</param>
/// <param name="Pack">Name of its script below <c>/pack/</c>; null = there is none.</param>
/// <param name="Forms">The quickest first, then those that outlive failures.</param>
internal sealed record Distribution(
    string Id,
    string Name,
    string Repository,
    IReadOnlyList<Release> Releases,
    string? Pack,
    Func<SetupPlace, Release, IReadOnlyList<SetupForm>> Forms)
{
    public Release ReleaseOf(string? id) => Releases.FirstOrDefault(release => release.Id == id) ?? Releases[0];
}

/// <summary>The addresses that set-up lines name: this service, and origins as the second chance behind it.</summary>
/// <param name="Service">Without a slash at the end.</param>
internal sealed record SetupPlace(RoutingSnapshot Snapshot, string Service)
{
    /// <summary>The service for lists, whose scheme clients write as <c>mirror+https</c>.</summary>
    public string ListService => "mirror+" + Service;

    public static SetupPlace Of(RoutingSnapshot snapshot, string scheme, string host) => new(
        snapshot,
        snapshot.Catalog.Site.Url?.AbsoluteUri.TrimEnd('/') ?? $"{scheme}://{host}");

    /// <summary>Our address of a repository.</summary>
    public string Of(string repository) => Service + PathOf(repository);

    /// <summary>The origin's address of it.</summary>
    public string OriginOf(string repository) => Snapshot.FindRepository(repository)?.Origin ?? Of(repository);

    public string PathOf(string repository) =>
        Snapshot.FindRepository(repository)?.Definition.Path ?? "/" + repository;
}
