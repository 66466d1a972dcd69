using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Formats;

public sealed class IndexRootsTests
{
    [Theory]
    [InlineData(RepositoryFormat.Apt, "dists/stable/InRelease")]
    [InlineData(RepositoryFormat.Apt, "InRelease")]
    [InlineData(RepositoryFormat.Apt, "pve/dists/trixie/InRelease")]
    [InlineData(RepositoryFormat.Rpm, "9/BaseOS/x86_64/os/repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/core.db")]
    [InlineData(RepositoryFormat.Pacman, "x.db")]
    [InlineData(RepositoryFormat.Apk, "v3.22/main/x86_64/APKINDEX.tar.gz")]
    [InlineData(RepositoryFormat.Plain, "iso/SHA512SUMS")]
    [InlineData(RepositoryFormat.Plain, "MD5SUMS")]
    [InlineData(RepositoryFormat.Apt, "24.04/SHA256SUMS")]
    [InlineData(RepositoryFormat.Apt, "dists/stable/main/installer-amd64/current/images/SHA256SUMS")]
    [InlineData(RepositoryFormat.Rpm, "9/isos/x86_64/CHECKSUM")]
    [InlineData(RepositoryFormat.Rpm, "42/Server/x86_64/iso/Fedora-Server-42-1.1-x86_64-CHECKSUM")]
    [InlineData(RepositoryFormat.Pacman, "iso/2026.11.01/sha256sums.txt")]
    public void Index_roots_are_known(RepositoryFormat format, string path)
    {
        Assert.True(IndexRoots.IsRoot(format, path));
        Assert.Equal(PathKind.Metadata, PathClassifier.Classify(format, path));
    }

    [Theory]
    [InlineData(RepositoryFormat.Apt, "")]
    [InlineData(RepositoryFormat.Apt, "dists/stable/InRelease.gpg")]
    [InlineData(RepositoryFormat.Apt, "dists/stable/Release")]
    [InlineData(RepositoryFormat.Apt, "dists/stable/main/binary-amd64/Packages.xz")]
    [InlineData(RepositoryFormat.Apt, "dists/stable/InRelease/")]
    [InlineData(RepositoryFormat.Apt, "./InRelease")]
    [InlineData(RepositoryFormat.Apt, "dists/st%61ble/InRelease")]
    [InlineData(RepositoryFormat.Rpm, "repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "notrepodata/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "repodata/x/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "repodata/repomd.xml.asc")]
    [InlineData(RepositoryFormat.Rpm, "repodata/primary.xml.gz")]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/core.db.sig")]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/core.files")]
    [InlineData(RepositoryFormat.Pacman, "core/.db")]
    [InlineData(RepositoryFormat.Pacman, "dists/stable/InRelease")]
    [InlineData(RepositoryFormat.Apk, "v3.22/main/x86_64/APKINDEX.tar.gz.sig")]
    [InlineData(RepositoryFormat.Plain, "repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Plain, "iso/a.iso.sha256")]
    [InlineData(RepositoryFormat.Plain, "iso/SHA256SUMS.gpg")]
    [InlineData(RepositoryFormat.Plain, "iso/SHA256SUMS.tar.gz")]
    [InlineData(RepositoryFormat.Plain, "iso/summary.txt")]
    [InlineData(RepositoryFormat.Apk, "v3.22/releases/x86_64/SHA256SUMS")]
    public void Other_files_are_none(RepositoryFormat format, string path) =>
        Assert.False(IndexRoots.IsRoot(format, path));

    [Theory]
    [InlineData(RepositoryFormat.Rpm, "9/BaseOS/x86_64/os/", "9/BaseOS/x86_64/os/repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "", "repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Apk, "v3.22/main/x86_64/", "v3.22/main/x86_64/APKINDEX.tar.gz")]
    [InlineData(RepositoryFormat.Apt, "dists/", null)]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/", null)]
    public void The_root_below_a_base_url_is_known_where_there_is_one(
        RepositoryFormat format, string folder, string? root)
    {
        Assert.Equal(root, IndexRoots.Below(format, folder));
        if (root is not null) Assert.True(IndexRoots.IsRoot(format, root));
    }
}
