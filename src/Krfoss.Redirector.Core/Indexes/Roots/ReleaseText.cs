using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>A file that a <c>Release</c> names.</summary>
/// <param name="Sha256">Lower-case hexadecimal; null = only weaker or other digests stand there.</param>
internal sealed record ReleaseFile(string Path, long SizeBytes, string? Sha256);

/// <summary>
/// The text of <c>Release</c> (wiki.debian.org/DebianRepository/Format): fields, and sections of <c>digest size
/// path</c>. Of the files only those are kept that list packages.
/// </summary>
internal sealed partial class ReleaseText
{
    private readonly Dictionary<string, ReleaseFile> _files = new(StringComparer.Ordinal);
    private bool _hasSections;

    public DateTimeOffset? Date { get; private set; }

    public DateTimeOffset? ValidUntil { get; private set; }

    public bool HasByHash { get; private set; }

    public IReadOnlyCollection<ReleaseFile> Files => _files.Values;

    public static (ReleaseText? Text, string Problem) Read(ReadOnlySpan<byte> rest)
    {
        var text = new ReleaseText();
        var (inDigests, isSha256) = (false, false);
        while (!rest.IsEmpty)
        {
            var line = Lines.Take(ref rest).TrimEnd(" \t\r"u8);
            if (line.IsEmpty) continue;
            if (line[0] is (byte)' ' or (byte)'\t')
            {
                if (inDigests && text.TakeFile(line, isSha256) is { } problem) return (null, problem);
                continue;
            }

            var colon = line.IndexOf((byte)':');
            if (colon <= 0) return (null, "a line that is no field of a Release file");
            var name = Encoding.UTF8.GetString(line[..colon]);
            var value = line[(colon + 1)..].Trim(" \t"u8);
            isSha256 = name is "SHA256";
            inDigests = isSha256 || name is "SHA512" or "SHA1" or "MD5Sum";
            text._hasSections |= inDigests;
            text.TakeField(name, value);
        }

        return text._hasSections ? (text, "") : (null, "no Release file: it lists no digests");
    }

    /// <summary>
    /// The date as archives write it: RFC 1123 with UTC, GMT or +0000; the day of the week is not believed, as apt does
    /// not believe it either.
    /// </summary>
    internal static DateTimeOffset? ReadDate(ReadOnlySpan<byte> value)
    {
        if (value.Length > 64) return null;
        var text = DatePattern().Match(Encoding.ASCII.GetString(value));
        return text.Success && DateTimeOffset.TryParseExact(
            text.Groups["time"].Value,
            "d MMM yyyy H:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite,
            out var date)
            ? date
            : null;
    }

    private void TakeField(string name, ReadOnlySpan<byte> value)
    {
        if (name is "Date") Date = ReadDate(value);
        else if (name is "Valid-Until") ValidUntil = ReadDate(value);
        else if (name is "Acquire-By-Hash") HasByHash = Ascii.EqualsIgnoreCase(value, "yes"u8);
    }

    private string? TakeFile(ReadOnlySpan<byte> line, bool isSha256)
    {
        var digest = Lines.TakeWord(ref line);
        var size = Lines.TakeWord(ref line);
        if (!AptRoot.ListsPackages(line)) return null;
        if (!Utf8Parser.TryParse(size, out long bytes, out var used) || used != size.Length || bytes < 0)
            return "a size that is no number";
        if (isSha256 && (digest.Length != 64 || digest.ContainsAnyExcept(HexDigits.Any)))
            return "a SHA256 digest that is none";
        var path = Encoding.UTF8.GetString(line);
        var sha256 = isSha256 ? Encoding.ASCII.GetString(digest).ToLowerInvariant() : null;
        if (!_files.TryGetValue(path, out var known))
        {
            if (_files.Count == IndexLimits.Parts) return $"more than {IndexLimits.Parts} lists of packages";
            _files.Add(path, new(path, bytes, sha256));
        }
        else if (known.Sha256 is null && sha256 is not null)
        {
            _files[path] = known with { SizeBytes = bytes, Sha256 = sha256 };
        }

        return null;
    }

    [GeneratedRegex(@"^(?:[A-Za-z]+,\s*)?(?<time>\d\d?\s[A-Za-z]{3}\s\d{4}\s+\d\d?:\d\d:\d\d)\s+(?:UTC|GMT|Z|\+0000)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DatePattern();
}
