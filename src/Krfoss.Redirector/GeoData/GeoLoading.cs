using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.GeoData;

/// <summary>What came of reading all configured files.</summary>
/// <param name="Table">Null where nothing new may be used.</param>
/// <param name="Good">Files that passed; all of them went into the table.</param>
/// <param name="Bad">Files that did not, with <see cref="GeoFileReading.Problem"/> set.</param>
internal sealed record GeoLoading(
    GeoTable? Table, IReadOnlyList<GeoFileReading> Good, IReadOnlyList<GeoFileReading> Bad)
{
    /// <summary>
    /// Reads, verifies and merges. A file that is in use must stay usable, else nothing is replaced: its old
    /// contents live on only in the table in use. A file that never was good is left out.
    /// </summary>
    public static GeoLoading Load(
        IReadOnlyList<GeoFile> files, GeoStatus inUse, bool verifyKnownAddresses, DateTimeOffset now)
    {
        List<GeoFileReading> good = [];
        List<GeoFileReading> bad = [];
        foreach (var file in files)
        {
            var before = inUse.Databases.FirstOrDefault(d => d.File == file);
            var reading = Verified(GeoFileReading.Read(file), before, verifyKnownAddresses, now);
            (reading.Problem is null ? good : bad).Add(reading);
        }

        GeoTable? table = null;
        while (table is null && Replaces(good, inUse)) table = Build(good, bad);
        return new(table, good, bad);
    }

    /// <summary>Null where a file turned out to be damaged; it is then among the bad ones.</summary>
    private static GeoTable? Build(List<GeoFileReading> good, List<GeoFileReading> bad)
    {
        try
        {
            return GeoTable.Build([.. good.Select(g => g.Reader!)]);
        }
        catch (MmdbException)
        {
            foreach (var reading in good.ToArray())
            {
                if (Fault(reading) is not { } fault) continue;
                good.Remove(reading);
                bad.Add(reading with { Problem = fault });
            }

            return null;
        }
    }

    private static string? Fault(GeoFileReading reading)
    {
        try
        {
            GeoTable.Build(reading.Reader!);
            return null;
        }
        catch (MmdbException e)
        {
            return e.Message;
        }
    }

    private static bool Replaces(List<GeoFileReading> good, GeoStatus inUse)
    {
        var losesOne = inUse.Databases.Any(d => !good.Exists(g => g.File == d.File));
        var changesOne = good.Exists(g => !inUse.Databases.Any(d => d.File == g.File && IsSame(g, d)));
        return changesOne && !losesOne;
    }

    private static bool IsSame(GeoFileReading reading, GeoDatabaseStatus? inUse) =>
        string.Equals(reading.Sha256, inUse?.Sha256, StringComparison.Ordinal);

    private static GeoFileReading Verified(
        GeoFileReading reading, GeoDatabaseStatus? before, bool verifyKnownAddresses, DateTimeOffset now)
    {
        if (reading.Reader is not { } reader || IsSame(reading, before)) return reading;
        try
        {
            var problems = GeoRules.Check(reading.File.Role, reader, before?.Metadata, now, verifyKnownAddresses);
            return problems.Count == 0 ? reading : reading with { Problem = string.Join(' ', problems) };
        }
        catch (MmdbException e)
        {
            return reading with { Problem = e.Message };
        }
    }
}
