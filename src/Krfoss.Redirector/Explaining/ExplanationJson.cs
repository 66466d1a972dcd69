using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Explaining;

/// <summary>
/// An explanation for programs. Distances in kilometres, shares from 0 to 1; what does not apply is left out.
/// </summary>
internal sealed record ExplanationJson(
    string Path,
    string Repository,
    string Kind,
    [property: JsonPropertyName("client")] ExplanationJson.Client Asked,
    string? Location,
    string Mirror,
    string Reason,
    IReadOnlyList<ExplanationJson.Seen> Mirrors)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Render(Explanation explanation, in RepositoryRequest request) =>
        JsonSerializer.Serialize(Of(explanation, request), Options);

    public static ExplanationJson Of(Explanation explanation, in RepositoryRequest request)
    {
        var place = explanation.Location.Place;
        return new(
            request.Target,
            explanation.Route.Id,
            explanation.Kind.ToString().ToLowerInvariant(),
            new(
                request.Address.ToString(),
                explanation.Country,
                place.IsPlace ? place.City : null,
                place.IsPlace ? place.Point!.Value.Latitude : null,
                place.IsPlace ? place.Point!.Value.Longitude : null,
                place.IsPlace ? place.AccuracyRadiusKm : null,
                explanation.Location.Asn,
                explanation.Network),
            LocationOf(explanation, request),
            explanation.Decision.Candidate?.Mirror.Id ?? "origin",
            explanation.Decision.Reason.ToWord(),
            [.. explanation.Mirrors.Select(SeenOf)]);
    }

    /// <summary>The URL the client is sent to; null where only an http origin is left for an https client.</summary>
    public static string? LocationOf(Explanation explanation, in RepositoryRequest request) =>
        explanation.Decision.BaseUrl is { } baseUrl ? string.Concat(baseUrl, request.Tail) : null;

    private static Seen SeenOf(ExplainedMirror mirror)
    {
        var standing = mirror.Standing;
        var isEligible = standing.Rejected == RejectReason.None && standing.Tier != Tier.Out;
        return new(
            mirror.Mirror.Id,
            mirror.Mirror.Definition.Name,
            double.IsNaN(standing.DistanceKm) ? null : Math.Round(standing.DistanceKm, 1),
            isEligible ? mirror.BonusKm : null,
            isEligible ? Math.Round(mirror.Share, 4) : null,
            standing.IsOwnNetwork,
            isEligible ? null : standing.Rejected.ToWord(),
            isEligible ? null : standing.Rejected.InEnglish(),
            isEligible ? null : standing.Rejected.InKorean(),
            mirror.Evidence is { } evidence ? EvidenceOf(evidence) : null);
    }

    private static Evidence EvidenceOf(IndexEvidence evidence) => new(
        evidence.Root,
        evidence.From,
        evidence.Until,
        evidence.Newest,
        evidence.Verified > 0 ? evidence.Verified : null,
        evidence.Verdict?.ToWord(),
        evidence.Verdict?.InEnglish(),
        evidence.Verdict?.InKorean());

    internal sealed record Client(
        string Ip,
        string Country,
        string? City,
        double? Latitude,
        double? Longitude,
        int? AccuracyRadiusKm,
        uint Asn,
        string? Network);

    internal sealed record Seen(
        string Id,
        string Name,
        double? DistanceKm,
        double? NetworkBonusKm,
        double? Share,
        bool OwnNetwork,
        string? LeftOut,
        string? LeftOutEn,
        string? LeftOutKo,
        Evidence? Evidence);

    /// <param name="Index">The index that lists the file.</param>
    /// <param name="From">Generation that the file came with.</param>
    /// <param name="Until">First generation without it; left out while it is listed.</param>
    /// <param name="Newest">Generation that the origin shows.</param>
    /// <param name="Verified">Generation that the mirror certainly has; left out where there is none.</param>
    internal sealed record Evidence(
        string? Index,
        int? From,
        int? Until,
        int? Newest,
        int? Verified,
        string? Verdict,
        string? VerdictEn,
        string? VerdictKo);
}
