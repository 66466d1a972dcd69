using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Pasting;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Help;

/// <summary>One decision for the visitor, with all that led to it. Operators may ask for other addresses.</summary>
internal sealed class ExplainModel(
    Speech speech,
    CurrentNetwork current,
    RequestResolver resolver,
    ClientAddress clients,
    GeoStore geo,
    Prospects prospects) : SitePage(speech)
{
    public override string? Title => Speech[ExplainWords.Title];

    public override string Section => "/explain";

    /// <summary>What was pasted.</summary>
    public string Pasted { get; private set; } = "";

    public bool WantsHttps { get; private set; }

    /// <summary>A path that can be tried; null where the catalog is empty.</summary>
    public string? Example { get; private set; }

    public Visitor Visitor { get; private set; } = null!;

    /// <summary>How much farther than the nearest a mirror may be that shares with it.</summary>
    public double NearKm { get; private set; }

    /// <summary>Something was asked and has no answer: why.</summary>
    public string? Problem { get; private set; }

    /// <summary>Null = nothing was asked, or there is a problem.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>As it was understood.</summary>
    public string Target { get; private set; } = "";

    /// <summary>Null where there is no https for a client that needs it.</summary>
    public string? Location { get; private set; }

    public IEnumerable<ExplainedMirror> Compared => Explanation?.Mirrors.Where(IsEligible) ?? [];

    public IEnumerable<ExplainedMirror> LeftOut => Explanation?.Mirrors.Where(mirror => !IsEligible(mirror)) ?? [];

    public void OnGet(string? path, string? repository, string? scheme, string? ip)
    {
        var snapshot = current.Look().Snapshot;
        var client = clients.Of(HttpContext);
        var isOperator = clients.MayAskForOthers(HttpContext);
        if (isOperator && IpNumber.TryParse(ip, out var other)) client = client with { Address = other };
        if (scheme is "http" or "https") client = client with { IsHttps = scheme == "https" };
        (WantsHttps, NearKm) = (client.IsHttps, snapshot.Selection.NearKm);
        Visitor = Visitor.Of(client, snapshot, geo);
        var route = snapshot.FindRepository(repository ?? "")
            ?? snapshot.Repositories.FirstOrDefault(candidate => candidate.Candidates.Length > 0);
        Example = route is null ? null : $"{route.Definition.Path}/{prospects.SampleOf(route)}";
        Pasted = path?.Trim() ?? (repository is null ? "" : Example ?? "");
        if (Pasted.Length == 0) return;
        Explain(client, PastedText.TargetOf(Pasted, snapshot), isOperator);
    }

    private void Explain(ClientConnection client, string? target, bool isOperator)
    {
        var found = TargetClass.Elsewhere;
        RepositoryRequest request = default;
        if (target is not null)
            found = resolver.Resolve(target, client.Address, client.IsHttps, out request, out _);
        if (found != TargetClass.Repository)
        {
            Problem = found == TargetClass.Unsafe
                ? Speech[ExplainWords.Unsafe]
                : Speech[ExplainWords.NotFound, Example ?? "/…"];
            return;
        }

        Target = request.Target;
        Explanation = Explainer.Explain(request.Snapshot, request.ToSelection()).For(isOperator);
        Location = ExplanationJson.LocationOf(Explanation, request);
    }

    private static bool IsEligible(ExplainedMirror mirror) =>
        mirror.Standing.Rejected == RejectReason.None && mirror.Standing.Tier != Tier.Out;
}
