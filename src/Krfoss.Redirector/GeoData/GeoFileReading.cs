using System.Security.Cryptography;
using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.GeoData;

/// <summary>What tells without reading that a file was replaced; birth time stands in for the inode.</summary>
internal readonly record struct GeoFileStamp(long Length, DateTime Written, DateTime Born)
{
    /// <summary>Null where there is no such file.</summary>
    public static GeoFileStamp? Of(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? new(info.Length, info.LastWriteTimeUtc, info.CreationTimeUtc) : null;
    }
}

/// <summary>
/// One reading of a file: a database, or why there is none. <see cref="Sha256"/> is empty where nothing could be read.
/// </summary>
internal sealed record GeoFileReading(
    GeoFile File, GeoFileStamp? Stamp, string Sha256, MmdbReader? Reader, string? Problem)
{
    public bool IsMissing => Stamp is null;

    /// <summary>Reads the whole file into memory; never throws for what a disk or a file can do.</summary>
    public static GeoFileReading Read(GeoFile file)
    {
        GeoFileStamp? stamp = null;
        var sha256 = "";
        try
        {
            stamp = GeoFileStamp.Of(file.Path);
            if (stamp is null) return new(file, null, "", null, $"{file.Path}: no such file.");
            var bytes = System.IO.File.ReadAllBytes(file.Path);
            sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (GeoFileStamp.Of(file.Path) != stamp || bytes.LongLength != stamp.Value.Length)
            {
                return new(
                    file, stamp, sha256, null, $"{file.Path}: changed while it was read; the next poll tries again.");
            }

            return new(file, stamp, sha256, MmdbReader.Open(bytes, file.Path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MmdbException)
        {
            return new(file, stamp, sha256, null, e.Message);
        }
    }
}
