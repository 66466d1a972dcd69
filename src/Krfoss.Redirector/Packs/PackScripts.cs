using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Packs;

/// <summary>
/// The set-up scripts for clients, put together from the parts in <c>Scripts/</c>: what is true of this network of
/// mirrors stands at the top, the rest is the same for all.
/// </summary>
internal static class PackScripts
{
    private static readonly Family Apt = new("apt.sh",
        [("apt_rules", "apt-rules.awk"), ("apt_one_line", "apt-one-line.awk"), ("apt_deb822", "apt-deb822.awk")]);

    private static readonly Family Dnf = new("dnf.sh", [("dnf_sections", "dnf.awk")]);
    private static readonly Family Pacman = new("pacman.sh", []);

    private static readonly Dictionary<string, Family> Families = new(StringComparer.Ordinal)
    {
        ["cm"] = Apt,
        ["pve"] = Apt,
        ["pbs"] = Apt,
        ["rocky"] = Dnf,
        ["almalinux"] = Dnf,
        ["centos"] = Dnf,
        ["archlinux"] = Pacman,
        ["archlinux-arm"] = Pacman,
        ["cachyos"] = Pacman,
    };

    /// <summary>Names of all scripts, without <c>.sh</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["cm", "pve", "pbs", "rocky", "almalinux", "centos", "archlinux", "archlinux-arm", "cachyos"];

    /// <summary>The script of a name; null = there is none, or the catalog does not say where we are.</summary>
    public static string? Compose(string name, CatalogDefinition catalog)
    {
        if (!Families.TryGetValue(name, out var family) || catalog.Site.Url is not { } site) return null;
        var url = site.AbsoluteUri.TrimEnd('/');
        var script = new StringBuilder()
            .Append("#!/bin/sh\n")
            .Append(CultureInfo.InvariantCulture, $"# Sets this machine up for the mirrors behind {url}. It keeps\n")
            .Append("# what it changes; --dry-run shows it beforehand, --undo puts it back:\n")
            .Append(CultureInfo.InvariantCulture, $"#   curl -fsSL {url}/pack/{name}.sh | sudo sh -s -- --dry-run\n")
            .Append("set -eu\n\n")
            .Append("SITE=").Append(Quoted(url)).Append('\n')
            .Append("SITE_NAME=").Append(Quoted(OneLine(catalog.Site.Name))).Append('\n')
            .Append("PACK=").Append(name).Append("\n\n");
        if (family == Apt) script.Append("SITE_HOST=").Append(Quoted(site.Host)).Append("\n\n");
        if (family == Pacman) AppendOrigins(script, catalog);
        script.Append(Part("common.sh")).Append('\n');
        foreach (var (function, file) in family.Programs)
            script.Append(function).Append("() {\n  cat <<'AWK'\n").Append(Part(file)).Append("AWK\n}\n\n");
        return script.Append(Part(family.File)).Append("\nmain \"$@\"\n").ToString();
    }

    private static void AppendOrigins(StringBuilder script, CatalogDefinition catalog)
    {
        script.Append("origin_of() { # repository\n  case $1 in\n");
        foreach (var repository in catalog.Repositories.Where(one => one.Format == RepositoryFormat.Pacman))
        {
            script.Append("    ").Append(repository.Id).Append(") echo ")
                .Append(Quoted(repository.Origin.AbsoluteUri.TrimEnd('/'))).Append(" ;;\n");
        }

        script.Append("  esac\n}\n\n");
    }

    // Comments at the top of a part are for its readers alone.
    private static string Part(string file)
    {
        using var stream = typeof(PackScripts).Assembly.GetManifestResourceStream($"packs/{file}")!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n");
        return text.StartsWith("# shellcheck", StringComparison.Ordinal) ? text[(text.IndexOf('\n') + 1)..] : text;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    /// <param name="Programs">Shell functions that print a program for awk, and the files that hold these.</param>
    private sealed record Family(string File, IReadOnlyList<(string Function, string File)> Programs);
}
