using System.Text.Json;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Reads the status of Arch Linux's mirrors as archweb publishes it (<c>/mirrors/status/json/</c>, version 3): one
/// entry per URL, and the page in <c>details</c> tells which of them are one mirror. It names countries, no cities.
/// </summary>
public static class ArchImport
{
    public const string Repository = "archlinux";

    public static Imported Read(CatalogSource file, ImportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        var notes = new ImportNotes();
        try
        {
            using var document = JsonDocument.Parse(file.Content);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("urls", out var urls) && urls.ValueKind == JsonValueKind.Array)
            {
                return new(Read(urls, file.File, settings, notes), notes.LeftOut, notes.Problems);
            }

            notes.Error(file.File, 1, 1, "this is no status of archweb: `urls` is missing");
        }
        catch (JsonException e)
        {
            notes.Error(file.File, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1,
                $"this is no JSON: {e.Message}");
        }

        return new([], [], notes.Problems);
    }

    private static List<MirrorDefinition> Read(
        JsonElement urls, string file, ImportSettings settings, ImportNotes notes)
    {
        var ids = new MirrorIds();
        var places = new ImportedPlaces(settings, notes);
        var entries = urls.EnumerateArray().Select((entry, index) => (entry, index))
            .Where(e => e.entry.ValueKind == JsonValueKind.Object)
            .Where(e => Text(e.entry, "protocol") is "http" or "https")
            .GroupBy(e => NameOf(e.entry), StringComparer.Ordinal);
        List<MirrorDefinition> mirrors = [];
        foreach (var group in entries)
        {
            // JSON has no lines worth telling; the number of the entry is as good.
            var at = new CatalogNode(file, group.First().index + 1, 1, CatalogNodeKind.Refused);
            var addresses = group.Select(e => Text(e.entry, "url") ?? "").ToList();
            if (SharedBase.Of(addresses) is not { } shared)
            {
                notes.LeaveOut(group.Key, file, at.Line, "none of its addresses is fit for a catalog");
                continue;
            }

            if (shared.Dropped > 0)
                notes.Warn(at, $"{shared.Dropped} of the addresses of {Wording.Quote(group.Key)} are not taken");
            var country = group.Select(e => Text(e.entry, "country_code")).FirstOrDefault(c => c is { Length: > 0 });
            var location = places.Find(new(country, null, at), shared.Urls[0].Host, out var isGuess);
            var isActive = group.Any(e => !IsFalse(e.entry, "active"));
            if (!isActive) notes.Warn(at, $"{Wording.Quote(group.Key)} is not active, so it is drained");
            mirrors.Add(new(
                ids.Of(group.Key),
                Labels.Clean(group.Key, Labels.LongestName),
                location,
                shared.Urls,
                [new(Repository, shared.Path, [], [])])
            {
                IPv6 = group.Any(e => IsTrue(e.entry, "ipv6")) ? true
                    : group.All(e => IsFalse(e.entry, "ipv6")) ? false : null,
                Weight = isGuess || !isActive ? 0 : 100,
            });
        }

        return mirrors;
    }

    // "https://archlinux.org/mirrors/example.org/1234/" is one URL of the mirror example.org.
    private static string NameOf(JsonElement entry)
    {
        var parts = (Text(entry, "details") ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "mirrors");
        if (at >= 0 && at + 1 < parts.Length) return Uri.UnescapeDataString(parts[at + 1]);
        return Uri.TryCreate(Text(entry, "url"), UriKind.Absolute, out var url) ? url.Host : "";
    }

    private static string? Text(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTrue(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool IsFalse(JsonElement entry, string key) =>
        entry.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.False;
}
