using System.Globalization;
using System.Text;

namespace Krfoss.Redirector.Core.Formats.Syncing;

/// <summary>What a mirror says of itself. A hint for people: no decision rests on it.</summary>
/// <param name="At">The time in the file, by the mirror's own word; null = it names none.</param>
/// <param name="State">ok, failed or syncing, where the mirror's tool says so; otherwise null.</param>
public readonly record struct SyncMarker(DateTimeOffset? At, string? State);

/// <summary>
/// The small files in which mirrors write when they were brought up to date, by the customs of the distributions. See
/// <see cref="SyncTraces"/> for all that clients must not be sent to.
/// </summary>
public static class SyncMarkers
{
    /// <summary>Below the mirror's address, for each repository: how the last run of dsync ended.</summary>
    public const string DsyncFolder = "dsync-status";

    private const int LongestLine = 64;
    private static readonly DateTimeOffset Oldest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Newest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Path inside the repository: the trace of Debian's archive, <c>TIME</c> of the rpm distributions, Arch's
    /// <c>lastsync</c>, Alpine's <c>last-updated</c>; null where there is no custom.
    /// </summary>
    public static string? PathOf(RepositoryFormat format) => format switch
    {
        RepositoryFormat.Apt => "project/trace/master",
        RepositoryFormat.Rpm => "TIME",
        RepositoryFormat.Pacman => "lastsync",
        RepositoryFormat.Apk => "last-updated",
        _ => null,
    };

    /// <summary>
    /// Reads the first line: seconds since 1970, with or without a fraction, or a date as <c>date -u</c> writes it.
    /// </summary>
    /// <returns>Null for anything else, such as a page of HTML.</returns>
    public static DateTimeOffset? ReadTime(ReadOnlySpan<byte> content)
    {
        var line = FirstLine(content);
        if (double.TryParse(line, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds >= Oldest.ToUnixTimeSeconds() && seconds < Newest.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
                : null;
        }

        // The name of the day says nothing that the date does not.
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 6 && DateTimeOffset.TryParseExact(
            string.Join(' ', words[1..]),
            "MMM d HH:mm:ss 'UTC' yyyy",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var date) && date >= Oldest && date < Newest
                ? date
                : null;
    }

    /// <summary>Reads what dsync writes: 0, 1 or 2.</summary>
    /// <returns>failed, ok or syncing; null for anything else.</returns>
    public static string? ReadDsync(ReadOnlySpan<byte> content) => FirstLine(content) switch
    {
        "0" => "failed",
        "1" => "ok",
        "2" => "syncing",
        _ => null,
    };

    private static string FirstLine(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        var line = end < 0 ? content : content[..end];
        return line.Length > LongestLine ? "" : Encoding.ASCII.GetString(line).Trim();
    }
}
