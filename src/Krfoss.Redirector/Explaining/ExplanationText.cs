using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Explaining;

/// <summary>
/// An explanation for people, English and Korean side by side: what the client asked, what is known of it, every
/// mirror.
/// </summary>
internal static class ExplanationText
{
    public static string Render(Explanation explanation, in RepositoryRequest request)
    {
        var text = new StringBuilder();
        Line(text, "path 경로", request.Target);
        Line(text, "kind 종류", $"{KindWord(explanation.Kind)}, {explanation.Route.Id} ({explanation.Route.Format})");
        Line(text, "client 사용자", $"{request.Address} · {PlaceOf(explanation)} · {NetworkOf(explanation)}");
        Line(text, "answer 응답", ExplanationJson.LocationOf(explanation, request) ?? "404: no https");
        Line(text, "mirror 미러", explanation.Decision.Candidate?.Mirror.Id ?? "origin");
        var reason = explanation.Decision.Reason;
        Line(text, "reason 이유", $"{reason.ToWord()}: {DecisionSentences.InEnglish(reason)}");
        Line(text, "", DecisionSentences.InKorean(reason));
        if (explanation.Mirrors.Count == 0) return text.ToString();

        text.Append('\n').Append("mirror").Append(' ', 18).Append("      km   bonus    effective    share\n");
        foreach (var mirror in explanation.Mirrors) AppendMirror(text, mirror, explanation);
        return text.ToString();
    }

    private static void AppendMirror(StringBuilder text, ExplainedMirror mirror, Explanation explanation)
    {
        var standing = mirror.Standing;
        text.Append(mirror.Mirror.Id.PadRight(24)).Append(Km(standing.DistanceKm, 8));
        if (standing.Rejected == RejectReason.None && standing.Tier != Tier.Out)
        {
            text.Append(Km(mirror.BonusKm, 8))
                .Append(Km(standing.ComparesKm ? standing.EffectiveKm : double.NaN, 13));
            text.Append((mirror.Share * 100).ToString("0.0", CultureInfo.InvariantCulture).PadLeft(7)).Append(" %");
            if (mirror.Mirror == explanation.Decision.Candidate?.Mirror) text.Append("  <- this request");
        }
        else
        {
            text.Append("  left out: ").Append(standing.Rejected.InEnglish()).Append(" · ")
                .Append(standing.Rejected.InKorean());
        }

        text.Append('\n');
        if (mirror.Evidence is { } evidence) AppendEvidence(text, evidence);
    }

    private static void AppendEvidence(StringBuilder text, IndexEvidence evidence)
    {
        const string Indent = "    ";
        if (evidence.Verdict is { } verdict)
        {
            text.Append(Indent).Append(verdict.ToWord()).Append(": ").Append(verdict.InEnglish()).Append('\n')
                .Append(Indent).Append(verdict.InKorean()).Append('\n');
        }

        if (evidence.Root is not { } root) return;
        var invariant = CultureInfo.InvariantCulture;
        var (from, verified) = (Number(evidence.From), evidence.Verified > 0 ? Number(evidence.Verified) : "-");
        text.Append(invariant, $"{Indent}{root}: file since generation {from}");
        if (evidence.Until is { } until) text.Append(invariant, $" until {until}");
        text.Append(invariant, $", mirror verified at {verified}, newest {evidence.Newest}");
        text.Append(invariant, $" · 파일은 {from}세대부터");
        if (evidence.Until is { } gone) text.Append(invariant, $" {gone}세대 전까지");
        text.Append(invariant, $", 미러는 {verified}세대까지 확인, 최신은 {evidence.Newest}세대\n");
    }

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string PlaceOf(Explanation explanation)
    {
        var place = explanation.Location.Place;
        if (place.IsPlace)
            return $"{place.City}, {place.Country} ({Point(place.Point!.Value)}, ±{place.AccuracyRadiusKm} km)";
        return place.Country is null
            ? $"place unknown, counts as {explanation.Country} · 위치 알 수 없음"
            : $"{place.Country}, country only, no distances · 국가만 알 수 있음";
    }

    private static string NetworkOf(Explanation explanation) => explanation.Location.Asn == 0
        ? "network unknown · 네트워크 알 수 없음"
        : $"AS{explanation.Location.Asn} {explanation.Network}".TrimEnd();

    private static string Point(GeoPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Latitude:0.####}, {point.Longitude:0.####}");

    private static string Km(double km, int width) =>
        (double.IsNaN(km) ? "-" : km.ToString("0.0", CultureInfo.InvariantCulture)).PadLeft(width);

    private static string KindWord(Enum kind) => kind.ToString().ToLowerInvariant();

    private static void Line(StringBuilder text, string name, string value)
    {
        // A Hangul syllable takes two columns of a terminal.
        var columns = name.Length + name.Count(c => c >= '\uAC00');
        text.Append(name).Append(' ', 16 - columns).Append(value).Append('\n');
    }
}
