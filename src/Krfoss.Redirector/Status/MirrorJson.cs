using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Status;

/// <summary>
/// A mirror as its operator declares it and as we see it. Nobody's address or webhook, no netblocks: those are not for
/// the public.
/// </summary>
/// <param name="Networks">Ids of declared networks.</param>
/// <param name="Bandwidth">Mbit/s; null = not declared.</param>
/// <param name="State">active, drained, paused, or resting: its daily_cap is reached.</param>
/// <param name="Health">Null where nothing is looked at, and the declarations stand.</param>
internal sealed record MirrorJson(
    string Id,
    string Name,
    MirrorJson.By? Sponsor,
    MirrorJson.Place Location,
    IReadOnlyList<string> Networks,
    IReadOnlyList<uint> Asns,
    int? Bandwidth,
    int Weight,
    IReadOnlyList<Uri> Urls,
    IReadOnlyList<MirrorJson.Carried> Repositories,
    bool Cdn,
    bool? Ipv6,
    string State,
    MirrorJson.Pause? Paused,
    HealthJson? Health)
{
    public static MirrorJson Of(MirrorState mirror, RoutingSnapshot snapshot, CrawlReports reports)
    {
        var definition = mirror.Definition;
        var location = definition.Location;
        return new(
            definition.Id,
            definition.Name,
            definition.Sponsor is { } sponsor ? new(sponsor.Name, sponsor.Url, sponsor.Logo) : null,
            new(location.City, location.Country, location.Point.Latitude, location.Point.Longitude),
            definition.Networks,
            definition.Asns,
            definition.BandwidthMbps > 0 ? definition.BandwidthMbps : null,
            definition.Weight,
            definition.Urls,
            [.. definition.Repositories.Select(carried => CarriedOf(carried, mirror, snapshot))],
            definition.Cdn,
            definition.IPv6,
            StateOf(mirror),
            mirror.IsPaused && definition.Paused is { } pause ? new(pause.Reason, pause.Until) : null,
            reports.IsOn ? HealthJson.Of(reports.CopiesOf(mirror)) : null);
    }

    private static string StateOf(MirrorState mirror) =>
        mirror.IsPaused ? "paused"
        : mirror.Definition.Weight <= 0 ? "drained"
        : mirror.IsSpent ? "resting"
        : "active";

    private static Carried CarriedOf(MirrorRepositoryDefinition carried, MirrorState mirror, RoutingSnapshot snapshot)
    {
        var candidate = snapshot.FindRepository(carried.Repository)?.Candidates
            .FirstOrDefault(candidate => candidate.Mirror == mirror);
        string?[] urls = [candidate?.HttpsBase, candidate?.HttpBase];
        return new(
            carried.Repository,
            [.. urls.OfType<string>().Select(url => url + "/")],
            carried.Include.Count == 0 && carried.Exclude.Count == 0);
    }

    internal sealed record By(string Name, Uri? Url, Uri? Logo);

    internal sealed record Place(string City, string Country, double Latitude, double Longitude);

    /// <param name="Complete">False where the mirror carries a part of the repository.</param>
    internal sealed record Carried(string Id, IReadOnlyList<string> Urls, bool Complete);

    /// <param name="Until">First day on which the mirror is back; null = not announced.</param>
    internal sealed record Pause(string Reason, DateOnly? Until);
}
