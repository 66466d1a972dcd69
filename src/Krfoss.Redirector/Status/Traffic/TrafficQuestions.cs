using System.Globalization;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Status.Traffic;

/// <summary>What a client writes to ask for statistics, and what there is to say against it.</summary>
/// <param name="From">yyyy-MM-dd.</param>
/// <param name="To">yyyy-MM-dd.</param>
internal sealed record TrafficQuestions(string? From, string? To, string? By, string? Mirror, string? Repository)
{
    /// <summary>Three years, as long as counts are kept.</summary>
    public const int MostDays = 3 * 366;

    public const int UsualDays = 30;

    /// <summary>The question; null where it cannot be answered, and the problem says why.</summary>
    public TrafficQuestion? Read(RoutingSnapshot snapshot, DateTimeOffset now, out string problem)
    {
        problem = "";
        var today = DayNumber.DayOf(now);
        if (ReadDay(To, today) is not { } to) return Wrong("to= is a day, written 2026-11-25.", out problem);
        if (ReadDay(From, to.AddDays(1 - UsualDays)) is not { } from)
            return Wrong("from= is a day, written 2026-11-25.", out problem);
        if (from > to) return Wrong("from= lies behind to=.", out problem);
        if (to.DayNumber - from.DayNumber >= MostDays)
            return Wrong($"from= and to= are at most {MostDays} days apart.", out problem);
        if (ReadDimension(By) is not { } by)
            return Wrong("by= is day, repository, mirror, network, region, country or client.", out problem);
        if (Mirror is not (null or TallyWords.Origin or TallyWords.Private)
            && snapshot.FindMirror(Mirror) is not { Definition.Private: false })
        {
            return Wrong("mirror= is no public mirror; /api/v1/mirrors lists them.", out problem);
        }

        if (Repository is not null && snapshot.FindRepository(Repository) is null)
            return Wrong("repository= is no repository; /api/v1/repositories lists them.", out problem);
        var question = new TrafficQuestion(from, to, by, Mirror, Repository);
        return question.IsAboutPlaces && Repository is not null
            ? Wrong("Places are not kept together with repositories; leave repository= out.", out problem)
            : question;
    }

    private static TrafficQuestion? Wrong(string what, out string problem)
    {
        problem = what;
        return null;
    }

    private static DateOnly? ReadDay(string? text, DateOnly usual) =>
        string.IsNullOrEmpty(text) ? usual
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 2000 and < 3000 ? day
        : null;

    private static TrafficDimension? ReadDimension(string? text) => text switch
    {
        null or "" or "day" => TrafficDimension.Day,
        "repository" => TrafficDimension.Repository,
        "mirror" => TrafficDimension.Mirror,
        "network" => TrafficDimension.Network,
        "region" => TrafficDimension.Region,
        "country" => TrafficDimension.Country,
        "client" => TrafficDimension.Client,
        _ => null,
    };
}
