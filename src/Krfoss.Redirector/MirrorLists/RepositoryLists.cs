using System.Globalization;
using System.Text;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>Lists of whole repositories that package managers read themselves.</summary>
internal static class RepositoryLists
{
    private const string UsualLayout = "/$repo/os/$arch";

    // Where pacman's databases stand below the repository is the project's choice and nowhere declared.
    private static readonly Dictionary<string, string> Layouts = new(StringComparer.Ordinal)
    {
        ["archlinux-arm"] = "/$arch/$repo",
        ["archlinuxarm"] = "/$arch/$repo",
        ["cachyos"] = "/repo/$arch/$repo",
    };

    /// <summary>
    /// For <c>deb mirror+https://…</c> (apt-transport-mirror(1)): indexes from the origin, packages from the mirrors in
    /// their order, the origin for everything, and this service last, which may know more when all of these have
    /// failed. apt goes down the list where a mirror fails. Files of source packages have no type; they come from any
    /// line of the best priority.
    /// </summary>
    /// <param name="service">Public address of the repository at this service; null = not declared.</param>
    public static string Apt(string? service, IReadOnlyList<ListedSource> sources)
    {
        var text = new StringBuilder();
        var priority = 1;
        foreach (var source in sources.Where(source => source.Mirror is null))
        {
            text.Append(source.BaseUrl).Append("/\ttype:index priority:1\n");
        }

        foreach (var source in sources)
        {
            var type = source.Mirror is null ? "" : "type:deb ";
            text.Append(CultureInfo.InvariantCulture, $"{source.BaseUrl}/\t{type}priority:{priority++}\n");
        }

        if (service is not null)
            text.Append(CultureInfo.InvariantCulture, $"{service}/\tpriority:{priority}\n");
        return text.ToString();
    }

    /// <summary>
    /// For pacman's <c>Include</c>: pacman goes to the next line where a server fails. With pacman 7 the better
    /// way is said in a comment: packages through this service, databases from the origin. The folders below the
    /// base URL are those of the project, known here by the repository's id: Arch Linux ARM and CachyOS have their
    /// own, everybody else Arch's.
    /// </summary>
    /// <param name="service">Public address of the repository at this service; null = not declared.</param>
    public static string Pacman(string repository, string? service, IReadOnlyList<ListedSource> sources)
    {
        var layout = Layouts.GetValueOrDefault(repository, UsualLayout);
        var text = new StringBuilder("##\n## ").Append(repository).Append('\n').Append("##\n");
        if (service is not null && sources is [.., { Mirror: null } origin])
        {
            text.Append("## pacman 7: packages from the nearest mirror, databases from the origin · pacman 7에서 권장\n");
            text.Append("#CacheServer = ").Append(service).Append(layout).Append('\n');
            text.Append("#Server = ").Append(origin.BaseUrl).Append(layout).Append('\n').Append("##\n");
        }

        // One host alone would leave pacman nowhere to go; this service knows others when it is asked again.
        if (sources.Count == 1 && service is not null)
            text.Append("## this redirector · 리다이렉터\nServer = ").Append(service).Append(layout).Append('\n');
        foreach (var source in sources)
        {
            var who = source.Mirror is { } mirror
                ? $"{OneLine(mirror.Name)}, {mirror.Location.Country}"
                : "origin · 원본 서버";
            text.Append("## ").Append(who).Append('\n');
            text.Append("Server = ").Append(source.BaseUrl).Append(layout).Append('\n');
        }

        return text.ToString();
    }

    private static string OneLine(string name) => string.Concat(name.Where(c => !char.IsControl(c)));
}
