using System.Text.Json.Serialization;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Status.Archweb;

/// <summary>
/// The mirrors of one repository in the form of archweb's <c>/mirrors/status/json/</c>, version 3, which reflector,
/// rate-mirrors and others read. Names are archweb's.
/// </summary>
/// <param name="Cutoff">Over so many seconds the figures are taken.</param>
/// <param name="NumChecks">Of the URL that was checked most.</param>
/// <param name="CheckFrequency">Seconds between two checks of a URL.</param>
internal sealed record MirrorStatusJson(
    [property: JsonPropertyName("cutoff")] int Cutoff,
    [property: JsonPropertyName("last_check")] DateTimeOffset? LastCheck,
    [property: JsonPropertyName("num_checks")] int NumChecks,
    [property: JsonPropertyName("check_frequency")] int CheckFrequency,
    [property: JsonPropertyName("urls")] IReadOnlyList<MirrorStatusJson.MirrorUrl> Urls,
    [property: JsonPropertyName("version")] int Version)
{
    public const int CutoffSeconds = 86_400;
    private const int ArchwebVersion = 3;

    public static MirrorStatusJson Of(
        RepositoryRoute route,
        string site,
        IReadOnlyList<CopyReport> copies,
        IReadOnlyList<CheckSums> sums,
        int checkFrequency)
    {
        var ofRoute = copies.Where(copy => copy.Key.Repository == route.Id).ToArray();
        return new(
            CutoffSeconds,
            ofRoute.Max(copy => copy.Health.CheckedAt),
            sums.Count == 0 ? 0 : sums.Max(sum => sum.Checks),
            checkFrequency,
            [
                .. route.Candidates.Where(candidate => !candidate.Mirror.Definition.Private)
                    .SelectMany(candidate => UrlsOf(candidate, site, ofRoute, sums)),
            ],
            ArchwebVersion);
    }

    private static IEnumerable<MirrorUrl> UrlsOf(
        MirrorCandidate candidate, string site, CopyReport[] copies, IReadOnlyList<CheckSums> sums)
    {
        foreach (var isHttps in (bool[])[true, false])
        {
            if ((isHttps ? candidate.HttpsBase : candidate.HttpBase) is not { } url) continue;
            var scheme = isHttps ? "https" : "http";
            var mirror = candidate.Mirror;
            var own = copies
                .Where(copy => copy.Key.Mirror == mirror.Id && copy.Key.Endpoint.IsHttps == isHttps).ToArray();
            string[] endpoints = [scheme + "4", scheme + "6"];
            var figures = Figures.Of(
                sums.Where(sum => sum.Mirror == mirror.Id && endpoints.Contains(sum.Endpoint, StringComparer.Ordinal)));
            var lag = own.Max(copy => copy.Lag);
            var delay = (long?)lag?.TotalSeconds;
            var checkedAt = own.Max(copy => copy.Health.CheckedAt);
            var definition = mirror.Definition;
            yield return new(
                url + "/",
                scheme,
                lag is null || checkedAt is null ? null : checkedAt - lag,
                figures?.Completion,
                delay,
                figures?.AverageSeconds,
                figures?.DeviationSeconds,
                figures?.ScoreFor(delay),
                !mirror.IsPaused && definition.Weight > 0,
                definition.Location.Country,
                definition.Location.Country,
                false,
                !own.Any(copy => !copy.Key.Endpoint.IsIPv6) || own.Any(copy => IsUp(copy, isIPv6: false)),
                own.Any(copy => IsUp(copy, isIPv6: true)) || definition.IPv6 == true,
                site.Length > 0 ? $"{site}/mirrors/{mirror.Id}" : "");
        }
    }

    private static bool IsUp(CopyReport copy, bool isIPv6) =>
        copy.Key.Endpoint.IsIPv6 == isIPv6 && copy.Health.State is not (HealthState.Down or HealthState.HoldDown);

    /// <summary>
    /// Figures of a URL's checks; score = (delay in hours + average + deviation in seconds) / completion.
    /// </summary>
    private sealed record Figures(double Completion, double AverageSeconds, double DeviationSeconds)
    {
        public static Figures? Of(IEnumerable<CheckSums> sums)
        {
            CheckSums[] all = [.. sums];
            var checks = all.Sum(sum => sum.Checks);
            if (checks == 0) return null;
            var average = all.Sum(sum => sum.AverageMs * sum.Checks) / checks;
            var square = all.Sum(sum => sum.AverageSquareMs * sum.Checks) / checks;
            return new(
                all.Sum(sum => sum.Good) / (double)checks,
                average / 1_000,
                Math.Sqrt(Math.Max(0, square - (average * average))) / 1_000);
        }

        public double? ScoreFor(long? delay) => delay is null || Completion <= 0
            ? null
            : ((delay.Value / 3_600.0) + AverageSeconds + DeviationSeconds) / Completion;
    }

    /// <param name="LastSync">Since when the origin had nothing newer than what the mirror shows.</param>
    /// <param name="CompletionPct">Part of the checks that were good, from 0 to 1.</param>
    /// <param name="Delay">Seconds that the mirror is behind; null = not known.</param>
    /// <param name="DurationAvg">Seconds that a check took.</param>
    /// <param name="Isos">Not told.</param>
    /// <param name="Details">The mirror's page.</param>
    internal sealed record MirrorUrl(
        [property: JsonPropertyName("url")] string Url,
        [property: JsonPropertyName("protocol")] string Protocol,
        [property: JsonPropertyName("last_sync")] DateTimeOffset? LastSync,
        [property: JsonPropertyName("completion_pct")] double? CompletionPct,
        [property: JsonPropertyName("delay")] long? Delay,
        [property: JsonPropertyName("duration_avg")] double? DurationAvg,
        [property: JsonPropertyName("duration_stddev")] double? DurationStddev,
        [property: JsonPropertyName("score")] double? Score,
        [property: JsonPropertyName("active")] bool Active,
        [property: JsonPropertyName("country")] string Country,
        [property: JsonPropertyName("country_code")] string CountryCode,
        [property: JsonPropertyName("isos")] bool Isos,
        [property: JsonPropertyName("ipv4")] bool IPv4,
        [property: JsonPropertyName("ipv6")] bool IPv6,
        [property: JsonPropertyName("details")] string Details);
}
