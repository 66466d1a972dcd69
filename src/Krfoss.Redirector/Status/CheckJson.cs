using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Status;

/// <summary>One look at a mirror, for its owner and everybody who wonders.</summary>
/// <param name="Root">The index that was looked at, path inside the repository.</param>
/// <param name="VerdictEn">What was seen and what the owner can do; null for a word of a newer version.</param>
/// <param name="Counts">good, bad or none.</param>
/// <param name="Status">HTTP status of the answer that decided; null = there was none.</param>
/// <param name="Requests">How many requests the check took.</param>
/// <param name="Generation">Number of the generation that the mirror showed; null = not known.</param>
/// <param name="Evidence">Request and head of the response; null where nothing failed.</param>
internal sealed record CheckJson(
    DateTimeOffset At,
    string Repository,
    string Endpoint,
    string Root,
    string Verdict,
    string? VerdictEn,
    string? VerdictKo,
    string Counts,
    int? Status,
    int DurationMs,
    int Requests,
    long? LagSeconds,
    long? Generation,
    string? Evidence)
{
    public static CheckJson Of(CheckRecord check)
    {
        var isKnown = VerdictWords.TryParse(check.Verdict, out var verdict);
        return new(
            check.At,
            check.Repository,
            check.Endpoint,
            check.Root,
            check.Verdict,
            isKnown ? verdict.InEnglish() : null,
            isKnown ? verdict.InKorean() : null,
            check.Bearing switch
            {
                CheckBearing.Good => "good",
                CheckBearing.Bad => "bad",
                _ => "none",
            },
            check.Status == 0 ? null : check.Status,
            check.DurationMs,
            check.Requests,
            check.LagSeconds,
            check.Generation,
            check.Evidence);
    }
}
