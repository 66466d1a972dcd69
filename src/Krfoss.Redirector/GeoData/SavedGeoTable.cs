using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.GeoData;

/// <summary>
/// The merged table between two starts: a file that is used only while the databases have the contents it was made
/// from. They passed all checks then; now their digests are enough. It may be deleted at any time.
/// </summary>
internal sealed class SavedGeoTable
{
    private readonly bool _wasVerified;

    private SavedGeoTable(string path, bool wasVerified) => (Path, _wasVerified) = (path, wasVerified);

    public string Path { get; }

    /// <summary>Null where none is to be kept.</summary>
    public static SavedGeoTable? At(GeoOptions options) =>
        options.Table is { } path ? new(System.IO.Path.GetFullPath(path), options.VerifyKnownAddresses) : null;

    /// <summary>Null where there is no table for exactly these files, for whatever reason.</summary>
    public Loaded? Load(IReadOnlyList<GeoFile> files)
    {
        try
        {
            if (!File.Exists(Path)) return null;
            var stamps = files.Select(file => GeoFileStamp.Of(file.Path)).ToArray();
            if (stamps.Contains(null)) return null;
            var digests = files.Select(file => Digest(file.Path)).ToArray();
            using var saved = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (GeoTable.Load(saved, Key(files, digests)) is not { } table) return null;
            return new(table,
            [
                .. files.Select((file, i) =>
                    (new GeoDatabaseStatus(file, digests[i], table.Sources[i].Metadata), stamps[i]!.Value)),
            ]);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Why it could not be saved; null where it was.</returns>
    public string? Save(GeoTable table, IReadOnlyList<GeoDatabaseStatus> databases)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

            // Renamed when it is whole, so that a start in the meantime never sees half of it.
            var unfinished = $"{Path}.{Environment.ProcessId}";
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                table.Save(file, Key([.. databases.Select(d => d.File)], [.. databases.Select(d => d.Sha256)]));
            }

            File.Move(unfinished, Path, overwrite: true);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private string Key(IReadOnlyList<GeoFile> files, string[] digests)
    {
        // What was let in without a look at known addresses must not pass for what was looked at.
        var key = new StringBuilder(_wasVerified ? "" : "unverified\n");
        for (var i = 0; i < files.Count; i++) key.Append(files[i].Role).Append(' ').Append(digests[i]).Append('\n');
        return key.ToString();
    }

    private static string Digest(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>A table with what is known of each database; the stamps are of before they were looked at.</summary>
    public sealed record Loaded(
        GeoTable Table, IReadOnlyList<(GeoDatabaseStatus Database, GeoFileStamp Stamp)> Databases);
}
