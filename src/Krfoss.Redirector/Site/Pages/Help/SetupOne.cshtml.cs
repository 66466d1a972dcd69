using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Setup;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Site.Pages.Help;

/// <summary>One distribution, version by version.</summary>
internal sealed class SetupOneModel(Speech speech, CurrentNetwork current, EndpointDataSource endpoints)
    : SitePage(speech)
{
    public override string? Title => Speech[SetupPageWords.Of, Distribution.Name];

    public override string Section => "/setup";

    public Distribution Distribution { get; private set; } = null!;

    public Release Release { get; private set; } = null!;

    public IReadOnlyList<SetupForm> Forms { get; private set; } = [];

    /// <summary>Address of the script that does the same; null = there is none.</summary>
    public string? Script { get; private set; }

    public IActionResult OnGet(string distribution, string? version)
    {
        var snapshot = current.Look().Snapshot;
        var found = Distributions.In(snapshot).FirstOrDefault(offered => offered.Id == distribution);
        if (found is null) return NotFound();
        Distribution = found;
        Release = found.ReleaseOf(version);
        var place = SetupPlace.Of(snapshot, Request.Scheme, Request.Host.Value ?? "");
        Forms = found.Forms(place, Release);
        if (found.Pack is { } pack && HasPacks()) Script = $"{place.Service}/pack/{pack}.sh";
        return Page();
    }

    private bool HasPacks() => endpoints.Endpoints.OfType<RouteEndpoint>()
        .Any(endpoint => endpoint.RoutePattern.RawText?.StartsWith("/pack/", StringComparison.Ordinal) == true);
}
