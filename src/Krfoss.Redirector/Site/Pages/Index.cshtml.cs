using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Maps;
using Krfoss.Redirector.Site.Setup;
using Krfoss.Redirector.Site.Summaries;

namespace Krfoss.Redirector.Site.Pages;

/// <summary>The network now: who serves, who would serve you, and one line to start with.</summary>
internal sealed class IndexModel(
    Speech speech, CurrentNetwork current, GeoStore geo, ClientAddress clients, Prospects prospects)
    : SitePage(speech)
{
    public NetworkSummary Network { get; } = current.Look();

    public Visitor Visitor { get; private set; } = null!;

    /// <summary>Offered for choice.</summary>
    public IReadOnlyList<Distribution> Offered { get; private set; } = [];

    /// <summary>Null where the catalog has none that we know.</summary>
    public Distribution? Chosen { get; private set; }

    public Release? Release { get; private set; }

    public SetupForm? Line { get; private set; }

    /// <summary>What the visitor would get of the chosen distribution; null where there is none.</summary>
    public Explanation? Prospect { get; private set; }

    public MapView Korea { get; private set; } = null!;

    /// <summary>Null where everything lies in Korea.</summary>
    public MapView? World { get; private set; }

    public int Serving => Network.Mirrors.Count(mirror => mirror.TakesTraffic);

    public int Troubled =>
        Network.Mirrors.Count(mirror => mirror.Condition is Condition.Down or Condition.Partly);

    public DateTimeOffset? CheckedAt => Network.Mirrors.Max(mirror => mirror.CheckedAt);

    /// <summary>The network as a whole, in one condition.</summary>
    public Condition Standing =>
        CheckedAt is null ? Condition.Unknown
        : Serving == 0 ? Condition.Down
        : Troubled > 0 ? Condition.Partly
        : Condition.Up;

    public void OnGet(string? distribution, string? release)
    {
        var snapshot = Network.Snapshot;
        Visitor = Visitor.Of(clients.Of(HttpContext), snapshot, geo);
        Offered = Distributions.In(snapshot);
        Chosen = Offered.FirstOrDefault(offered => offered.Id == distribution)
            ?? (Offered.Count > 0 ? Offered[0] : null);
        if (Chosen is not null)
        {
            Release = Chosen.ReleaseOf(release);
            Line = Chosen.Forms(SetupPlace.Of(snapshot, Request.Scheme, Request.Host.Value ?? ""), Release)[0];
            Prospect = prospects.Of(snapshot.FindRepository(Chosen.Repository)!, Visitor);
        }

        var point = Visitor.IsPlace ? Visitor.Location.Place.Point : null;
        Korea = MapView.Of(Outlines.Bundled.Korea, Network.Mirrors, point, Prospect);
        var abroad = Network.Mirrors
            .Where(mirror => !Outlines.Bundled.Korea.Contains(mirror.Definition.Location.Point))
            .ToArray();
        if (abroad.Length > 0 || (point is { } at && !Outlines.Bundled.Korea.Contains(at)))
        {
            var far = Korea.You is null ? point : null;
            World = MapView.Of(Outlines.Bundled.World, abroad, far, Prospect);
        }
    }
}
