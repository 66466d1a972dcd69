using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.GeoData;

/// <summary>What the verb <c>geo</c> prints: the databases in use, or what they say about one address.</summary>
internal static class GeoReport
{
    /// <summary>
    /// Reads the configured databases for a report; what cannot be used is among <see cref="GeoLoading.Bad"/>.
    /// </summary>
    public static GeoLoading Load(GeoOptions options, DateTimeOffset now) =>
        GeoLoading.Load(GeoFile.From(options), GeoStatus.Nothing, options.VerifyKnownAddresses, now);

    public static string Databases(GeoLoading loading, DateTimeOffset now)
    {
        var text = new StringBuilder();
        foreach (var reading in loading.Good)
        {
            var metadata = reading.Reader!.Metadata;
            var status = new GeoDatabaseStatus(reading.File, reading.Sha256, metadata);
            text.AppendLine(Line("database", $"{reading.File.Path} ({Role(reading.File)})"));
            var type = $"{metadata.DatabaseType}, IPv{metadata.IpVersion}, {metadata.NodeCount} nodes";
            text.AppendLine(Line("type", type));
            text.AppendLine(Line("built", Built(status, now)));
            text.AppendLine(Line("source", GeoAttribution.Of(reading.File, metadata))).AppendLine();
        }

        foreach (var reading in loading.Bad)
        {
            text.AppendLine(Line("not used", $"{reading.Problem} ({Role(reading.File)})"));
        }

        var table = loading.Table ?? GeoTable.Empty;
        var ranges = $"{table.IPv4RangeCount} IPv4 ranges, {table.IPv6RangeCount} IPv6 ranges";
        var memory = Invariant($"{ranges}, {table.PlaceCount} places, {table.EstimatedBytes / 1e6:F1} MB");
        return text.AppendLine(Line("in memory", memory)).ToString();
    }

    public static string Address(GeoLoading loading, IpNumber address)
    {
        var found = (loading.Table ?? GeoTable.Empty).Locate(address);
        var place = found.Place;
        var text = new StringBuilder().AppendLine(Line("address", address.ToString()));
        text.AppendLine(Line("country", place.Country ?? "unknown; counts as site.default_country"));
        text.AppendLine(Line("city", place.City ?? "none"));
        if (place.Point is { } point)
        {
            text.AppendLine(Line("point", Invariant($"{point.Latitude:F4}, {point.Longitude:F4}")));
        }

        text.AppendLine(Line("radius", place.AccuracyRadiusKm == 0 ? "not stated" : $"{place.AccuracyRadiusKm} km"));
        text.AppendLine(Line("counts as", CountsAs(place)));
        var organisation = loading.Good.Select(g => g.Reader!.Locate(address))
            .Where(r => r.Asn == found.Asn).Select(r => r.Organisation).FirstOrDefault(o => o is not null);
        var network = found.Asn == 0 ? "unknown" : $"AS{found.Asn} {organisation}".TrimEnd();
        return text.AppendLine(Line("network", network)).ToString();
    }

    private static string CountsAs(GeoPlace place) =>
        place.IsPlace ? "a place: the nearest mirrors are chosen"
        : place.AccuracyRadiusKm >= GeoPlace.CountryOnlyRadiusKm
            ? $"a country only: the radius is {GeoPlace.CountryOnlyRadiusKm} km or more, so distances mean nothing"
        : "a country only: no city is named, so distances mean nothing";

    private static string Role(GeoFile file) =>
        (file.Role == GeoRole.City ? "places" : "autonomous systems") + (file.IsBundled ? ", bundled" : "");

    private static string Built(GeoDatabaseStatus status, DateTimeOffset now)
    {
        if (status.Metadata.BuildTime is not { } built) return "unknown";
        var advice = status.IsOld(now) ? "; fetch a current one" : "";
        return Invariant($"{built:yyyy-MM-dd}, {(int)(now - built).TotalDays} days ago{advice}");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Line(string name, string value) => $"{name,-10} {value}";
}
