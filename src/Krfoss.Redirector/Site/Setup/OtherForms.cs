namespace Krfoss.Redirector.Site.Setup;

/// <summary>Lines for pacman, apk and OPNsense's firmware.</summary>
internal static class OtherForms
{
    private const string Folder = "/etc/pacman.d/";

    /// <param name="tail">What follows the repository's address; pacman fills in its variables.</param>
    public static IReadOnlyList<SetupForm> Pacman(SetupPlace place, string repository, string tail, string file)
    {
        var (ours, origin) = ($"{place.Of(repository)}/{tail}", $"{place.OriginOf(repository)}/{tail}");
        return
        [
            new(SetupWords.Quick, SetupWords.PacmanQuickNote, null,
                $"sudo sed -i.bak '1i Server = {ours}' {Folder}{file} && sudo pacman -Syy"),
            new(SetupWords.FailOver, SetupWords.PacmanNote, Folder + file,
                $"CacheServer = {ours}\nServer = {origin}"),
            new(SetupWords.OldPacman, SetupWords.PacmanOldNote, Folder + file,
                $"Server = {ours}\nServer = {origin}"),
        ];
    }

    public static IReadOnlyList<SetupForm> CachyOS(SetupPlace place, Release _)
    {
        const string Name = "cachyos";
        return
        [
            .. Pacman(place, Name, "repo/$arch/$repo", "cachyos-mirrorlist"),
            Pacman(place, Name, "repo/$arch_v3/$repo", "cachyos-v3-mirrorlist")[1],
            Pacman(place, Name, "repo/$arch_v4/$repo", "cachyos-v4-mirrorlist")[1],
        ];
    }

    public static IReadOnlyList<SetupForm> Alpine(SetupPlace place, Release release)
    {
        var file = "/etc/apk/repositories";
        var ours = place.Of("alpine");
        return
        [
            new(SetupWords.Quick, SetupWords.ApkNote, null,
                $@"sed -Ei.bak 's#https?://dl-cdn\.alpinelinux\.org/alpine#{ours}#' {file} && apk update"),
            new(SetupWords.ByHand, SetupWords.ByHandNote, file,
                $"{ours}/{release.Codename}/main\n{ours}/{release.Codename}/community"),
        ];
    }

    public static IReadOnlyList<SetupForm> OPNsense(SetupPlace place, Release _) =>
        [new(SetupWords.ByHand, SetupWords.OpnsenseNote, "System: Firmware: Settings", place.Of("opnsense"))];
}
