using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Interchange.Text;

/// <summary>
/// Mirrors as the text of a catalog file, in the form that people would write it: for <c>mirrors.d/</c>, or the start
/// of a catalog of their own. What is read from it is what was given, as far as an import can give it.
/// </summary>
public static class CatalogYaml
{
    /// <param name="head">Lines of a comment at the top.</param>
    /// <param name="repositories">
    /// Repositories to declare in front; none where the main catalog declares them.
    /// </param>
    public static string Write(
        IReadOnlyList<string> head,
        IReadOnlyList<RepositoryDefinition> repositories,
        IReadOnlyList<MirrorDefinition> mirrors)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(repositories);
        ArgumentNullException.ThrowIfNull(mirrors);
        var yaml = new StringBuilder();
        foreach (var line in head) yaml.Append("# ").Append(YamlText.Comment(line)).Append('\n');
        yaml.Append("version: 1\n");
        if (repositories.Count > 0) yaml.Append("\nrepositories:\n");
        foreach (var repository in repositories)
        {
            yaml.Append(CultureInfo.InvariantCulture,
                $"  {repository.Id}: {{format: {repository.Format.ToString().ToLowerInvariant()}, "
                + $"path: {YamlText.Value(repository.Path)}, "
                + $"origin: {YamlText.Value(repository.Origin.OriginalString)}}}\n");
        }

        yaml.Append(mirrors.Count > 0 ? "\nmirrors:\n" : "\nmirrors: {}\n");
        var paths = repositories.ToDictionary(r => r.Id, r => r.Path, StringComparer.Ordinal);
        foreach (var mirror in mirrors) Write(yaml, mirror, paths);
        return yaml.ToString();
    }

    private static void Write(StringBuilder yaml, MirrorDefinition mirror, Dictionary<string, string> paths)
    {
        yaml.Append("  ").Append(YamlText.Value(mirror.Id)).Append(":\n");
        var place = mirror.Location;
        Line("name", mirror.Name == mirror.Id ? null : YamlText.Value(mirror.Name));
        Line("sponsor", mirror.Sponsor is { } sponsor
            ? Map(("name", YamlText.Value(sponsor.Name)), ("url", Url(sponsor.Url)), ("logo", Url(sponsor.Logo)))
            : null);
        Line("contact", mirror.Contact is { } contact
            ? Map(("email", contact.Email is { } mail ? YamlText.Value(mail) : null), ("webhook", Url(contact.Webhook)))
            : null);
        Line("location", Map(
            ("city", place.City.Length > 0 ? YamlText.Value(place.City) : null),
            ("country", YamlText.Value(place.Country)),
            ("latitude", YamlText.Number(place.Point.Latitude)),
            ("longitude", YamlText.Number(place.Point.Longitude))));
        Line("networks", YamlText.List(mirror.Networks.Select(YamlText.Value)));
        Line("asns", YamlText.List(mirror.Asns.Select(asn => asn.ToString(CultureInfo.InvariantCulture))));
        Line("bandwidth", mirror.BandwidthMbps > 0 ? YamlText.Number(mirror.BandwidthMbps) : null);
        Line("weight", mirror.Weight == 100 ? null : YamlText.Number(mirror.Weight));
        Line("urls", YamlText.List(mirror.Urls.Select(url => YamlText.Value(url.OriginalString))));
        yaml.Append("    repositories:\n");
        foreach (var carried in mirror.Repositories) Write(yaml, carried, paths);
        Line("ipv6", Word(mirror.IPv6));
        Line("own_network_first", mirror.OwnNetworkFirst ? "true" : null);
        Line("cdn", mirror.Cdn ? "true" : null);
        Line("private", mirror.Private ? "true" : null);
        Line("monopoly", mirror.Monopoly ? "true" : null);
        Line("netblocks", YamlText.List(
            mirror.Netblocks.Select(block => YamlText.Value(block.ToString())).Concat(mirror.NetblockNames)));
        Line("subnets", Url(mirror.Subnets));
        Line("countries_allowed", YamlText.List(mirror.CountriesAllowed.Select(YamlText.Value)));
        Line("update_frequency", mirror.UpdateFrequency is { } every ? YamlText.Duration(every) : null);

        void Line(string key, string? value)
        {
            if (value is not null) yaml.Append("    ").Append(key).Append(": ").Append(value).Append('\n');
        }
    }

    private static void Write(
        StringBuilder yaml, MirrorRepositoryDefinition carried, Dictionary<string, string> paths)
    {
        var usual = paths.GetValueOrDefault(carried.Repository, "/" + carried.Repository);
        var path = carried.Path.Length == 0 ? "/" : carried.Path;
        var value = Map(
            ("path", carried.Path == usual ? null : YamlText.Value(path)),
            ("include", YamlText.List(carried.Include.Select(YamlText.Quoted))),
            ("exclude", YamlText.List(carried.Exclude.Select(YamlText.Quoted))));
        yaml.Append("      ").Append(carried.Repository).Append(value is "{}" ? ":" : ": " + value).Append('\n');
    }

    private static string Map(params (string Key, string? Value)[] entries) =>
        "{" + string.Join(", ", entries.Where(e => e.Value is not null).Select(e => $"{e.Key}: {e.Value}")) + "}";

    private static string? Url(Uri? url) => url is null ? null : YamlText.Value(url.OriginalString);

    private static string? Word(bool? value) => value switch { true => "true", false => "false", null => null };
}
