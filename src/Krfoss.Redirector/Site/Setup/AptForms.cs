namespace Krfoss.Redirector.Site.Setup;

/// <summary>Lines for apt: the stock files with other addresses, and sources that take a list of mirrors.</summary>
internal static class AptForms
{
    private const string Sources = "/etc/apt/sources.list.d/";
    private const string List = "/etc/apt/sources.list";

    public static IReadOnlyList<SetupForm> Ubuntu(SetupPlace place, Release release)
    {
        const string Components = "main restricted universe multiverse";
        var isList = release.Id is "22.04";
        var file = isList ? List : Sources + "ubuntu.sources";
        var ours = place.Of("ubuntu");
        string[] suites = ["", "-updates", "-backports", "-security"];
        return
        [
            Quick(@$"s#https?://([a-z0-9-]+\.)?(archive|security)\.ubuntu\.com/ubuntu/?#{ours}/#", file),
            new(SetupWords.ByHand, SetupWords.ByHandNote, file, isList
                ? Lines(suites.Select(suite => $"deb {ours}/ {release.Codename}{suite} {Components}"))
                : Deb822($"{ours}/", suites.Select(suite => release.Codename + suite), Components, UbuntuKeys)),
            FailOver(isList
                ? Lines(suites.Select(suite =>
                    $"deb {Mirrors(place, "ubuntu")} {release.Codename}{suite} {Components}"))
                : Deb822(Mirrors(place, "ubuntu"), suites.Select(s => release.Codename + s), Components, UbuntuKeys),
                file),
        ];
    }

    public static IReadOnlyList<SetupForm> Debian(SetupPlace place, Release release)
    {
        const string Components = "main contrib non-free non-free-firmware";
        var isList = release.Id is "12";
        var file = isList ? List : Sources + "debian.sources";
        return
        [
            Quick(@$"s#https?://(deb|security|ftp\.[a-z]+)\.debian\.org/debian#{place.Service}/debian#", file),
            new(SetupWords.ByHand, SetupWords.ByHandNote, file,
                Both(place.Of("debian") + "/", place.Of("debian-security") + "/")),
            FailOver(Both(Mirrors(place, "debian"), Mirrors(place, "debian-security")), file),
        ];

        string Both(string main, string security)
        {
            string[] suites = [release.Codename, release.Codename + "-updates"];
            string[] patches = [release.Codename + "-security"];
            return isList
                ? Lines([
                    .. suites.Select(suite => $"deb {main} {suite} {Components}"),
                    $"deb {security} {patches[0]} {Components}",
                ])
                : Deb822(main, suites, Components, DebianKeys) + "\n\n"
                    + Deb822(security, patches, Components, DebianKeys);
        }
    }

    public static IReadOnlyList<SetupForm> Kali(SetupPlace place, Release release)
    {
        const string Components = "main contrib non-free non-free-firmware";
        return
        [
            Quick(@$"s#https?://http\.kali\.org/kali/?#{place.Of("kali")}/#", List),
            new(SetupWords.ByHand, SetupWords.ByHandNote, List,
                $"deb {place.Of("kali")}/ {release.Codename} {Components}"),
            FailOver($"deb {Mirrors(place, "kali")} {release.Codename} {Components}", List),
        ];
    }

    /// <param name="product">pve or pbs.</param>
    public static IReadOnlyList<SetupForm> Proxmox(SetupPlace place, Release release, string product)
    {
        var file = $"{Sources}{product}-no-subscription.sources";
        const string Keys = "/usr/share/keyrings/proxmox-archive-keyring.gpg";
        var line = release.Codename == "bookworm";
        var address = $"{place.Of("proxmox")}/debian/{product}";
        var component = $"{product}-no-subscription";
        return
        [
            new(SetupWords.ByHand, SetupWords.ProxmoxNote, line ? file.Replace(".sources", ".list") : file, line
                ? $"deb {address} {release.Codename} {component}"
                : Deb822(address, [release.Codename], component, Keys)),
        ];
    }

    private const string UbuntuKeys = "/usr/share/keyrings/ubuntu-archive-keyring.gpg";
    private const string DebianKeys = "/usr/share/keyrings/debian-archive-keyring.gpg";

    private static string Mirrors(SetupPlace place, string repository) =>
        $"{place.ListService}/mirrorlist/apt/{repository}";

    private static SetupForm Quick(string expression, string file) => new(
        SetupWords.Quick, SetupWords.QuickNote, null, $"sudo sed -Ei.bak '{expression}' {file} && sudo apt update");

    private static SetupForm FailOver(string lines, string file) =>
        new(SetupWords.FailOver, SetupWords.AptListNote, file, lines);

    private static string Deb822(string uri, IEnumerable<string> suites, string components, string keys) =>
        $"""
        Types: deb
        URIs: {uri}
        Suites: {string.Join(' ', suites)}
        Components: {components}
        Signed-By: {keys}
        """;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);
}
