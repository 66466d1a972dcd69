using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// Reads Debian's <c>Mirrors.masterlist</c>: paragraphs of <c>Field: value</c>, one a mirror. What is told as
/// <c>Archive-http: /debian/</c> is a repository; architectures that a mirror leaves out become patterns.
/// </summary>
public static class DebianImport
{
    private static readonly (string Field, string Repository)[] Trees =
    [
        ("Archive", "debian"), ("Security", "debian-security"), ("CDImage", "debian-cd"), ("Ports", "debian-ports"),
        ("Old", "debian-archive"),
    ];

    private static readonly string[] Architectures =
        ["amd64", "arm64", "armel", "armhf", "i386", "mips64el", "mipsel", "ppc64el", "riscv64", "s390x"];

    public static Imported Read(CatalogSource file, ImportSettings settings)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        var notes = new ImportNotes();
        var ids = new MirrorIds();
        var places = new ImportedPlaces(settings, notes);
        var text = Encoding.UTF8.GetString(file.Content.Span);
        List<MirrorDefinition> mirrors = [.. Stanza.Split(text)
            .Select(stanza => Read(stanza, file.File, ids, places, notes)).OfType<MirrorDefinition>()];
        if (mirrors.Count == 0 && notes.LeftOut.Count == 0)
            notes.Error(file.File, 1, 1, "there is no paragraph with a line Site: here");
        return new(mirrors, notes.LeftOut, notes.Problems);
    }

    private static MirrorDefinition? Read(
        Stanza stanza, string file, MirrorIds ids, ImportedPlaces places, ImportNotes notes)
    {
        if (stanza["Site"] is not { } site) return null;
        var at = new CatalogNode(file, stanza.Line, 1, CatalogNodeKind.Refused);
        var schemes = new[] { Uri.UriSchemeHttps, Uri.UriSchemeHttp }
            .Where(scheme => Trees.Any(tree => stanza[$"{tree.Field}-{scheme}"] is not null)).ToList();
        List<Uri> urls = [];
        foreach (var scheme in schemes)
        {
            if (WebAddress.TryRead($"{scheme}://{site}", out var url)) urls.Add(url);
        }

        var carried = Trees.Select(tree => Carried(tree, schemes, stanza, at, notes))
            .OfType<MirrorRepositoryDefinition>().ToList();
        if (urls.Count == 0 || carried.Count == 0)
        {
            notes.LeaveOut(site, file, stanza.Line, "it has no tree over http or https");
            return null;
        }

        var country = stanza["Country"]?.Split(' ', 2)[0];
        var location = places.Find(new(country, stanza["Location"]?.Split(',')[0], at), site, out var isGuess);
        var sleeps = stanza["Sleep"] is not null;
        if (sleeps) notes.Warn(at, $"{Wording.Quote(site)} sleeps, so it is drained");
        return new(ids.Of(site), site, location, urls, carried)
        {
            Sponsor = Sponsor(stanza["Sponsor"]),
            Contact = Contact(stanza["Maintainer"]),
            IPv6 = stanza["IPv6"]?.ToUpperInvariant() switch { "YES" => true, "NO" => false, _ => null },
            Weight = isGuess || sleeps ? 0 : 100,
        };
    }

    private static MirrorRepositoryDefinition? Carried(
        (string Field, string Repository) tree,
        List<string> schemes,
        Stanza stanza,
        CatalogNode at,
        ImportNotes notes)
    {
        var paths = schemes.Select(scheme => stanza[$"{tree.Field}-{scheme}"]?.Trim().TrimEnd('/'))
            .Where(path => path is not null).Distinct(StringComparer.Ordinal).ToList();
        if (paths.Count == 0) return null;
        var path = paths[0]!.StartsWith('/') || paths[0]!.Length == 0 ? paths[0]! : "/" + paths[0];
        if (paths.Count > 1) notes.Warn(at, $"{tree.Field} stands in several folders; {Wording.Quote(path)} is taken");
        if (!WebAddress.TryRead($"http://mirror.example.org{path}/", out _))
        {
            notes.Warn(at, $"{Wording.Quote(path)} is no path of a catalog");
            return null;
        }

        return new(tree.Repository, path, [], Missing(stanza[$"{tree.Field}-architecture"]));
    }

    /// <summary>Patterns for what a list of architectures leaves out; none where it names none or all.</summary>
    private static string[] Missing(string? listed)
    {
        var words = (listed ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!words.Any(word => Architectures.Contains(word, StringComparer.Ordinal))) return [];
        return [.. Architectures.Where(arch => !words.Contains(arch, StringComparer.Ordinal))
            .SelectMany(arch => new[] { $"**/*_{arch}.deb", $"**/*_{arch}.udeb" })];
    }

    // "Example University https://www.example.edu/"
    private static SponsorDefinition? Sponsor(string? text)
    {
        if (text is null) return null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var link = Array.Find(words, word => WebAddress.TryRead(word, out _));
        var name = Labels.Clean(string.Join(' ', words.Where(word => word != link)), Labels.LongestName);
        if (name.Length == 0) return null;
        return new(name, link is not null && WebAddress.TryRead(link, out var url) ? url : null, null);
    }

    // "Jane Doe <jane@example.edu>"
    private static ContactDefinition? Contact(string? text)
    {
        var start = text?.IndexOf('<', StringComparison.Ordinal) ?? -1;
        var end = text?.IndexOf('>', StringComparison.Ordinal) ?? -1;
        var inside = start >= 0 && end > start ? text![(start + 1)..end] : text ?? "";
        return Emails.TryRead(inside, out var email) ? new(email, null) : null;
    }
}
