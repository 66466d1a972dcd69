using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Setup;
using Krfoss.Redirector.Site.Summaries;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Site.Pages.Network;

/// <summary>One repository: what its origin published, and how fast the mirrors follow.</summary>
internal sealed class RepositoryModel(
    Speech speech, CurrentNetwork current, OriginMemory origins, Arrivals arrivals, TimeProvider time)
    : SitePage(speech)
{
    /// <summary>Some repositories have hundreds of indexes.</summary>
    public const int RootsShown = 40;

    public override string? Title => Repository?.Id;

    public override string Section => "/repositories";

    public RepositorySummary Repository { get; private set; } = null!;

    public IReadOnlyList<RootPublication> Roots { get; private set; } = [];

    /// <summary>Null where nothing was published since we look, or the registry does not answer.</summary>
    public Propagation? Propagation { get; private set; }

    public bool IsRegistryAway { get; private set; }

    public Distribution? Distribution { get; private set; }

    public SetupForm? Form { get; private set; }

    public SetupPlace Place { get; private set; } = null!;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string id, string? root, CancellationToken cancellation)
    {
        var network = current.Look();
        if (network.FindRepository(id) is not { } repository) return NotFound();
        Repository = repository;
        Place = SetupPlace.Of(network.Snapshot, Request.Scheme, Request.Host.Value ?? "");
        Distribution = Distributions.OfRepository(id);
        Form = Distribution?.Forms(Place, Distribution.ReleaseOf(null))[0];
        Roots =
        [
            .. origins.RootsOf(id)
                .Select(memory => memory.Publication)
                .OrderByDescending(publication => publication.Current.FirstSeen),
        ];
        var shown = Roots.FirstOrDefault(publication => publication.Path == root)
            ?? Roots.FirstOrDefault(publication => !publication.IsWithdrawn);
        if (shown is null) return Page();
        var measured = await arrivals.MeasureAsync(repository, shown, cancellation);
        (Propagation, IsRegistryAway) = (measured.Value, !measured.IsAvailable);
        return Page();
    }

    /// <summary>How many mirrors certainly have the newest content of a root.</summary>
    public int UpToDate(RootPublication root) => Repository.Mirrors.Count(mirror => mirror.Copies
        .Where(copy => copy.Key.Repository == Repository.Id)
        .Any(copy => copy.Roots.Any(report => report.Root.Path == root.Path && report.IsNewest)));
}
