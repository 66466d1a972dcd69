using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Site.Setup;

/// <summary>The distributions with set-up lines; those whose repository the catalog has are offered.</summary>
internal static class Distributions
{
    private static readonly Distribution[] All =
    [
        new("ubuntu", "Ubuntu", "ubuntu",
            [new("26.04", "resolute"), new("25.10", "questing"), new("24.04", "noble"), new("22.04", "jammy")],
            "cm", AptForms.Ubuntu),
        new("debian", "Debian", "debian", [new("13", "trixie"), new("12", "bookworm")], "cm", AptForms.Debian),
        new("kali", "Kali Linux", "kali", [new("rolling", "kali-rolling")], "cm", AptForms.Kali),
        new("proxmox-ve", "Proxmox VE", "proxmox", [new("9", "trixie"), new("8", "bookworm")], "pve",
            (place, release) => AptForms.Proxmox(place, release, "pve")),
        new("proxmox-bs", "Proxmox Backup Server", "proxmox", [new("4", "trixie"), new("3", "bookworm")], "pbs",
            (place, release) => AptForms.Proxmox(place, release, "pbs")),
        new("rocky", "Rocky Linux", "rocky", [new("10", "10"), new("9", "9"), new("8", "8")], "rocky", DnfForms.Rocky),
        new("almalinux", "AlmaLinux", "almalinux", [new("10", "10"), new("9", "9"), new("8", "8")], "almalinux",
            DnfForms.AlmaLinux),
        new("centos-stream", "CentOS Stream", "centos-stream", [new("10", "10"), new("9", "9")], "centos",
            DnfForms.CentOSStream),
        new("fedora", "Fedora", "fedora", [new("43", "43"), new("42", "42")], null, DnfForms.Fedora),
        new("archlinux", "Arch Linux", "archlinux", [Rolling], "archlinux",
            (place, _) => OtherForms.Pacman(place, "archlinux", "$repo/os/$arch", "mirrorlist")),
        new("archlinux-arm", "Arch Linux ARM", "archlinux-arm", [Rolling], "archlinux-arm",
            (place, _) => OtherForms.Pacman(place, "archlinux-arm", "$repo/os/$arch", "mirrorlist")),
        new("cachyos", "CachyOS", "cachyos", [Rolling], "cachyos", OtherForms.CachyOS),
        new("blackarch", "BlackArch", "blackarch", [Rolling], null,
            (place, _) => OtherForms.Pacman(place, "blackarch", "$repo/os/$arch", "blackarch-mirrorlist")),
        new("alpine", "Alpine Linux", "alpine",
            [new("3.23", "v3.23"), new("3.22", "v3.22"), new("3.21", "v3.21")], null, OtherForms.Alpine),
        new("opnsense", "OPNsense", "opnsense", [Rolling], null, OtherForms.OPNsense),
    ];

    private static Release Rolling => new("rolling", "rolling");

    public static IReadOnlyList<Distribution> In(RoutingSnapshot snapshot) =>
        [.. All.Where(distribution => snapshot.FindRepository(distribution.Repository) is not null)];

    /// <summary>The distribution of a repository; null = none starts with it.</summary>
    public static Distribution? OfRepository(string repository) =>
        Array.Find(All, distribution => distribution.Repository == repository);
}
