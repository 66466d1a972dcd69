using System.Numerics;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Geo;

/// <summary>What a database is used for.</summary>
public enum GeoRole
{
    /// <summary>Places: cities, or countries alone.</summary>
    City,

    /// <summary>Autonomous systems.</summary>
    Asn,
}

/// <summary>Why a database is not used, and what the operator can do.</summary>
public sealed record GeoProblem(string What, string Remedy)
{
    public override string ToString() => $"{What} {Remedy}";
}

/// <summary>
/// Decides whether a database may be used, from what a correct file of its kind must show. Opening is no
/// validation: a file with a damaged tree opens and answers. Pure; all problems at once. Reading may throw <see
/// cref="MmdbException"/>.
/// </summary>
public static class GeoRules
{
    private const int SampleRecords = 256;

    /// <summary>No geo database of this format is older.</summary>
    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks a database before it is used.</summary>
    /// <param name="previous">The file it replaces, as last used; null = the first one.</param>
    /// <param name="verifyKnownAddresses">Off only for databases that do not cover Korea, such as test files.</param>
    public static IReadOnlyList<GeoProblem> Check(
        GeoRole role,
        MmdbReader reader,
        MmdbMetadata? previous,
        DateTimeOffset now,
        bool verifyKnownAddresses = true)
    {
        ArgumentNullException.ThrowIfNull(reader);
        List<GeoProblem> problems = [];
        if (!NameFits(role, reader.Metadata.DatabaseType) && !SampleFits(role, reader))
        {
            problems.Add(new(
                $"{reader.Name}: type '{reader.Metadata.DatabaseType}' has no {Wanted(role)}.",
                $"Set Redirector:Geo:{role} to a database with {Wanted(role)}."));
        }

        CheckBuildTime(reader, now, problems);
        CheckNodeCount(reader, previous, problems);
        if (verifyKnownAddresses) CheckKnownAddresses(role, reader, problems);
        return problems;
    }

    private static string Wanted(GeoRole role) => role == GeoRole.City ? "countries or cities" : "autonomous systems";

    private static bool NameFits(GeoRole role, string type)
    {
        ReadOnlySpan<string> names = role == GeoRole.City ? ["City", "Country", "Enterprise"] : ["ASN", "ISP"];
        foreach (var name in names)
        {
            if (type.Contains(name, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static bool SampleFits(GeoRole role, MmdbReader reader)
    {
        var left = SampleRecords;
        return SampleFits<uint>(role, reader, ref left) || SampleFits<UInt128>(role, reader, ref left);
    }

    private static bool SampleFits<TAddress>(GeoRole role, MmdbReader reader, ref int left)
        where TAddress : unmanaged, IBinaryInteger<TAddress>
    {
        var walk = new MmdbTreeWalk<TAddress>(reader);
        while (left > 0 && walk.MoveNext())
        {
            if (walk.DataOffset < 0) continue;
            left--;
            if (Fits(role, reader.DecodeGeo(walk.DataOffset))) return true;
        }

        return false;
    }

    private static bool Fits(GeoRole role, GeoRecord record) =>
        role == GeoRole.City ? record.Place.Country is not null || record.Place.IsPlace : record.Asn != 0;

    private static void CheckBuildTime(MmdbReader reader, DateTimeOffset now, List<GeoProblem> problems)
    {
        var built = reader.Metadata.BuildTime;
        if (built >= Earliest && built <= now.AddDays(1)) return;
        var when = built is { } time ? $"{time:yyyy-MM-dd}" : $"second {reader.Metadata.BuildEpoch}";
        problems.Add(new(
            $"{reader.Name}: says it was built on {when}, not between {Earliest:yyyy-MM-dd} and tomorrow.",
            "Fetch the file again; check this machine's clock."));
    }

    private static void CheckNodeCount(MmdbReader reader, MmdbMetadata? previous, List<GeoProblem> problems)
    {
        if (previous is null) return;
        long before = previous.NodeCount, now = reader.Metadata.NodeCount;
        if (Math.Abs(now - before) * 2 <= before) return;
        problems.Add(new(
            $"{reader.Name}: {now} nodes after {before}: more than half more or less than the file in use.",
            "Fetch the file again; if it is meant, restart the redirector."));
    }

    private static void CheckKnownAddresses(GeoRole role, MmdbReader reader, List<GeoProblem> problems)
    {
        foreach (var carrier in KoreanCarriers.All)
        {
            var addresses = reader.HoldsIPv4 ? carrier.IPv4 : carrier.IPv6;
            if (addresses.Any(a => Answers(role, reader.Locate(a)))) continue;
            var expected = role == GeoRole.City ? "is in KR" : "has an autonomous system";
            problems.Add(new(
                $"{reader.Name}: no known address of {carrier.Name} {expected} ({string.Join(", ", addresses)}).",
                "Use a database that covers Korea; fetch the file again."));
        }
    }

    private static bool Answers(GeoRole role, GeoRecord record) => role == GeoRole.City
        ? string.Equals(record.Place.Country, "KR", StringComparison.Ordinal)
        : record.Asn != 0;
}

/// <summary>Addresses of the big Korean carriers that every usable database knows; one of each has to answer.</summary>
internal sealed record KoreanCarriers(string Name, IReadOnlyList<IpNumber> IPv4, IReadOnlyList<IpNumber> IPv6)
{
    public static readonly IReadOnlyList<KoreanCarriers> All =
    [
        Of("KT", ["121.128.0.10", "112.164.48.10", "175.224.0.10"], ["2001:e60:9000::a", "2001:e60::a"]),
        Of("SK Broadband", ["218.39.32.10", "1.226.0.10", "221.142.96.10"], ["2001:290::10"]),
        Of("LG U+", ["115.142.128.10", "61.38.64.10", "125.183.32.10"], ["2406:5900:1060::a"]),
        Of("SK Telecom", ["223.44.0.10", "106.96.0.10", "180.135.0.10"], ["2001:2d8:f110::a", "2001:2d8::a"]),
    ];

    private static KoreanCarriers Of(string name, string[] ipv4, string[] ipv6) => new(name, Parse(ipv4), Parse(ipv6));

    private static IpNumber[] Parse(string[] addresses) =>
        [.. addresses.Select(a => IpNumber.TryParse(a, out var number) ? number : throw new FormatException(a))];
}
