namespace Krfoss.Redirector.Site.Setup;

/// <summary>Lines for dnf: the stock files with our list in place of the distribution's.</summary>
internal static class DnfForms
{
    private const string Folder = "/etc/yum.repos.d/";

    public static IReadOnlyList<SetupForm> Rocky(SetupPlace place, Release _) =>
    [
        Quick(
            $"s#^mirrorlist=https://mirrors.rockylinux.org/mirrorlist#metalink={place.Service}/metalink#",
            "rocky*.repo"),
        new(SetupWords.FailOver, SetupWords.MetalinkNote, Folder + "rocky.repo", Section(
            "baseos", "Rocky Linux $releasever - BaseOS",
            $"metalink={place.Service}/metalink?repo=BaseOS-$releasever&arch=$basearch",
            "file:///etc/pki/rpm-gpg/RPM-GPG-KEY-Rocky-$releasever")),
        TwoBases(place, "rocky", "$releasever/BaseOS/$basearch/os/", "rocky.repo"),
    ];

    public static IReadOnlyList<SetupForm> AlmaLinux(SetupPlace place, Release release) =>
    [
        Quick($"s#https://mirrors.almalinux.org/mirrorlist/#{place.Service}/mirrorlist/#", "almalinux*.repo"),
        new(SetupWords.FailOver, SetupWords.MirrorlistNote, Folder + "almalinux-baseos.repo", Section(
            "baseos", "AlmaLinux $releasever - BaseOS",
            $"mirrorlist={place.Service}/mirrorlist/$releasever/baseos",
            $"file:///etc/pki/rpm-gpg/RPM-GPG-KEY-AlmaLinux-{release.Id}")),
        TwoBases(place, "almalinux", "$releasever/BaseOS/$basearch/os/", "almalinux-baseos.repo"),
    ];

    public static IReadOnlyList<SetupForm> Fedora(SetupPlace place, Release _) =>
    [
        Quick($"s#https://mirrors.fedoraproject.org/metalink#{place.Service}/metalink#", "fedora*.repo"),
        new(SetupWords.FailOver, SetupWords.MetalinkNote, Folder + "fedora.repo", Section(
            "fedora", "Fedora $releasever - $basearch",
            $"metalink={place.Service}/metalink?repo=fedora-$releasever&arch=$basearch",
            "file:///etc/pki/rpm-gpg/RPM-GPG-KEY-fedora-$releasever-$basearch")),
        TwoBases(place, "fedora", "releases/$releasever/Everything/$basearch/os/", "fedora.repo"),
    ];

    public static IReadOnlyList<SetupForm> CentOSStream(SetupPlace place, Release _) =>
    [
        TwoBases(place, "centos-stream", "$stream/BaseOS/$basearch/os/", "centos.repo"),
    ];

    private static SetupForm Quick(string expression, string files) => new(
        SetupWords.Quick, SetupWords.QuickNote, null,
        $"sudo sed -i.bak '{expression}' {Folder}{files} && sudo dnf makecache");

    private static SetupForm TwoBases(SetupPlace place, string repository, string folder, string file) => new(
        SetupWords.ByHand, SetupWords.TwoBasesNote, Folder + file,
        $"baseurl={place.Of(repository)}/{folder}\n        {place.OriginOf(repository)}/{folder}");

    private static string Section(string id, string name, string source, string key) =>
        $"""
        [{id}]
        name={name}
        {source}
        enabled=1
        gpgcheck=1
        gpgkey={key}
        """;
}
