using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Core.Interchange.AlmaLinux;

/// <summary>
/// Writes mirrors as AlmaLinux's <c>mirrors.d</c> has them, one text a mirror. That schema knows no coordinates, no
/// weights and no parts of a repository.
/// </summary>
public static class AlmaLinuxExport
{
    /// <summary>The mirrors that carry the repository, by the name that their file should have.</summary>
    /// <param name="repository">Id of the repository that stands for AlmaLinux.</param>
    public static IEnumerable<KeyValuePair<string, string>> Write(
        CatalogDefinition catalog, string repository = AlmaLinuxAddresses.Repository)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var asns = catalog.Networks.ToDictionary(n => n.Id, n => n.Asns, StringComparer.Ordinal);
        foreach (var mirror in catalog.Mirrors)
        {
            if (mirror.Repositories.FirstOrDefault(carried => carried.Repository == repository) is not { } carried)
                continue;
            var all = mirror.Networks.SelectMany(id => asns.GetValueOrDefault(id, [])).Concat(mirror.Asns).Distinct();
            yield return KeyValuePair.Create($"{NameOf(mirror)}.yml", Write(mirror, carried, [.. all]));
        }
    }

    // There a mirror is called by its host; ids of imported ones still are.
    private static string NameOf(MirrorDefinition mirror) =>
        mirror.Id.Contains('.', StringComparison.Ordinal) ? mirror.Id : mirror.Urls[0].Host;

    private static string Write(MirrorDefinition mirror, MirrorRepositoryDefinition carried, uint[] asns)
    {
        var yaml = new StringBuilder("---\n");
        Line("name", YamlText.Value(NameOf(mirror)));
        Addresses("address", "  ", carried.Path);
        if (mirror.Repositories.FirstOrDefault(c => c.Repository == AlmaLinuxAddresses.Kitten) is { } kitten)
        {
            yaml.Append("address_optional:\n");
            Addresses("  kitten", "    ", kitten.Path);
        }

        yaml.Append("geolocation:\n");
        Line("  country", YamlText.Value(mirror.Location.Country));
        if (mirror.Location.City.Length > 0) Line("  city", YamlText.Value(mirror.Location.City));
        Line("update_frequency", YamlText.Duration(mirror.UpdateFrequency ?? TimeSpan.FromHours(3)));
        Line("sponsor", YamlText.Value(mirror.Sponsor?.Name ?? mirror.Name));
        Line("sponsor_url", YamlText.Value((mirror.Sponsor?.Url ?? mirror.Urls[0]).OriginalString));
        if (mirror.Contact?.Email is { } email) Line("email", YamlText.Value(email));
        if (mirror.Private) Line("private", "true");
        if (mirror.Monopoly) Line("monopoly", "true");
        Items("subnets", mirror.Netblocks.Select(block => YamlText.Value(block.ToString())));
        if (mirror.Netblocks.Count == 0 && mirror.Subnets is { } list) Line("subnets", list.OriginalString);
        if (asns.Length == 1) Line("asn", asns[0].ToString(CultureInfo.InvariantCulture));
        else Items("asn", asns.Select(asn => asn.ToString(CultureInfo.InvariantCulture)));
        return yaml.Append("...\n").ToString();

        void Line(string key, string value) => yaml.Append(key).Append(": ").Append(value).Append('\n');

        void Addresses(string key, string indent, string path)
        {
            yaml.Append(key).Append(":\n");
            foreach (var url in mirror.Urls
                .DistinctBy(url => url.Scheme, StringComparer.Ordinal)
                .OrderBy(url => url.Scheme, StringComparer.Ordinal))
                Line(indent + url.Scheme, YamlText.Value($"{url.OriginalString}{path}/"));
        }

        void Items(string key, IEnumerable<string> items)
        {
            var first = true;
            foreach (var item in items)
            {
                if (first) yaml.Append(key).Append(":\n");
                first = false;
                yaml.Append("  - ").Append(item).Append('\n');
            }
        }
    }
}
