using System.Text;
using System.Text.Json;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Reads what mirrorbits gives out: <c>mirrorbits export mirmon</c> (country, URL, mail), or the JSON of a
/// <c>?mirrorlist</c>, which has coordinates and networks as well. It serves one tree and does not name it.
/// </summary>
public static class MirrorbitsImport
{
    /// <param name="repository">Id of the repository that the tree is.</param>
    public static Imported Read(CatalogSource file, ImportSettings settings, string repository)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        var notes = new ImportNotes();
        var places = new ImportedPlaces(settings, notes);
        var text = Encoding.UTF8.GetString(file.Content.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        var mirrors = text.StartsWith('{') || text.StartsWith('[')
            ? ReadJson(file, repository, places, notes)
            : ReadMirmon(text, file.File, repository, places, notes);
        if (mirrors.Count == 0 && notes.LeftOut.Count == 0 && !notes.HasErrors)
            notes.Error(file.File, 1, 1, "there is no mirror here");
        return new(mirrors, notes.LeftOut, notes.Problems);
    }

    private static List<MirrorDefinition> ReadMirmon(
        string text, string file, string repository, ImportedPlaces places, ImportNotes notes)
    {
        var ids = new MirrorIds();
        var lines = text.Split('\n')
            .Select((line, index) => (Words: line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), index))
            .Where(line => line.Words.Length >= 2 && line.Words[0][0] != '#')
            .Select(line => (line.Words, line.index, Host: HostOf(line.Words[1])))
            .GroupBy(line => line.Host, StringComparer.OrdinalIgnoreCase);
        List<MirrorDefinition> mirrors = [];
        foreach (var group in lines)
        {
            var first = group.First();
            var at = new CatalogNode(file, first.index + 1, 1, CatalogNodeKind.Refused);
            if (SharedBase.Of([.. group.Select(line => line.Words[1]).Where(IsWeb)]) is not { } shared)
            {
                notes.LeaveOut(group.Key, file, at.Line, "it has neither an http nor an https address");
                continue;
            }

            var location = places.Find(new(first.Words[0].ToUpperInvariant(), null, at), group.Key, out var isGuess);
            mirrors.Add(new(ids.Of(group.Key), group.Key, location, shared.Urls, [new(repository, shared.Path, [], [])])
            {
                Contact = first.Words.Length > 2 && Emails.TryRead(first.Words[2], out var email)
                    ? new(email, null)
                    : null,
                Weight = isGuess ? 0 : 100,
            });
        }

        return mirrors;
    }

    private static List<MirrorDefinition> ReadJson(
        CatalogSource file, string repository, ImportedPlaces places, ImportNotes notes)
    {
        var ids = new MirrorIds();
        List<MirrorDefinition> mirrors = [];
        try
        {
            using var document = JsonDocument.Parse(file.Content);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("MirrorList", out var list)) root = list;
            if (root.ValueKind != JsonValueKind.Array) return mirrors;
            var number = 0;
            foreach (var entry in root.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object))
            {
                var at = new CatalogNode(file.File, ++number, 1, CatalogNodeKind.Refused);
                if (ReadEntry(new(entry), repository, ids, places, at, notes) is { } mirror) mirrors.Add(mirror);
            }
        }
        catch (JsonException e)
        {
            notes.Error(file.File, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1,
                $"this is no JSON: {e.Message}");
        }

        return mirrors;
    }

    private static MirrorDefinition? ReadEntry(
        JsonEntry entry, string repository, MirrorIds ids, ImportedPlaces places, CatalogNode at, ImportNotes notes)
    {
        // Its own key ends in "ID" or "Name" by age; mirrors of old ones have no scheme in front of the host.
        var address = entry.Text("HttpURL") ?? "";
        if (!address.Contains("://", StringComparison.Ordinal)) address = "http://" + address;
        var name = Labels.Clean(entry.Text("Name") ?? HostOf(address), Labels.LongestName);
        if (SharedBase.Of([address]) is not { } shared)
        {
            notes.LeaveOut(name, at.File, at.Line, $"{Wording.Quote(address)} is no address of the web");
            return null;
        }

        var country = entry.Text("CountryCodes")?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var point = new GeoPoint(entry.Number("Latitude"), entry.Number("Longitude"));
        var isPlaced = country is { Length: 2 } && point.IsValid && point != default;
        var isGuess = false;
        var location = isPlaced
            ? new LocationDefinition("", country!.ToUpperInvariant(), point)
            : places.Find(new(country, null, at), shared.Urls[0].Host, out isGuess);
        var isOff = entry.IsFalse("Enabled");
        if (isOff) notes.Warn(at, $"{Wording.Quote(name)} is disabled, so it is drained");
        var asn = (uint)Math.Clamp(entry.Number("Asnum"), 0, uint.MaxValue - 1.0);
        return new(ids.Of(name), name, location, shared.Urls, [new(repository, shared.Path, [], [])])
        {
            Sponsor = entry.Text("SponsorName") is { Length: > 0 } sponsor
                ? new(Labels.Clean(sponsor, Labels.LongestName), Link(entry.Text("SponsorURL")), null)
                : null,
            Contact = Emails.TryRead(entry.Text("AdminEmail") ?? "", out var email) ? new(email, null) : null,
            Asns = asn is 0 or 65535 ? [] : [asn],
            Weight = isGuess || isOff ? 0 : 100,
        };
    }

    private static Uri? Link(string? text) =>
        text is not null && WebAddress.TryReadLink(text, out var url) ? url : null;

    private static bool IsWeb(string url) => url.StartsWith("http", StringComparison.OrdinalIgnoreCase);

    private static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Host.Length > 0 ? parsed.Host : url;

    private readonly record struct JsonEntry(JsonElement Element)
    {
        public string? Text(string key) =>
            Element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

        public double Number(string key) =>
            Element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number
                ? value.GetDouble()
                : 0;

        public bool IsFalse(string key) =>
            Element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.False;
    }
}
