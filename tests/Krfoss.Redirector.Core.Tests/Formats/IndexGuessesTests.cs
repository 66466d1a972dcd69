using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Formats;

public sealed class IndexGuessesTests
{
    [Theory]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/a-1-any.pkg.tar.zst", "core/os/x86_64/core.db")]
    [InlineData(RepositoryFormat.Pacman, "stable/extra/x86_64/a.pkg.tar.zst", "stable/extra/x86_64/extra.db")]
    [InlineData(RepositoryFormat.Pacman, "aarch64/core/a.pkg.tar.xz", "aarch64/core/core.db")]
    [InlineData(RepositoryFormat.Pacman, "repo/x86_64_v3/cachyos-v3/a.pkg.tar.zst",
        "repo/x86_64_v3/cachyos-v3/cachyos-v3.db")]
    [InlineData(RepositoryFormat.Pacman, "armv7h/a.pkg.tar.xz", "")]
    [InlineData(RepositoryFormat.Pacman, "a.pkg.tar.xz", "")]
    [InlineData(RepositoryFormat.Pacman, "iso/2026.11.01/arch-2026.iso", "iso/2026.11.01/sha256sums.txt")]
    [InlineData(RepositoryFormat.Apk, "v3.22/main/x86_64/a-1.apk", "v3.22/main/x86_64/APKINDEX.tar.gz")]
    [InlineData(RepositoryFormat.Apk, "v3.22/releases/x86_64/alpine-3.22.0.iso", "")]
    [InlineData(RepositoryFormat.Rpm, "a.rpm", "repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "9/os/Packages/a/a.rpm", "9/os/Packages/a/repodata/repomd.xml "
        + "9/os/Packages/repodata/repomd.xml 9/os/repodata/repomd.xml 9/repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Rpm, "9/isos/a-9.6.iso", "9/isos/SHA256SUMS 9/isos/CHECKSUM")]
    [InlineData(RepositoryFormat.Apt, "pool/main/a/a.deb", "")]
    [InlineData(RepositoryFormat.Apt, "24.04/a-24.04.iso", "24.04/SHA256SUMS 24.04/CHECKSUM")]
    [InlineData(RepositoryFormat.Plain, "x/y.bin", "x/SHA256SUMS x/CHECKSUM")]
    public void Likely_roots_are_named(RepositoryFormat format, string path, string roots)
    {
        var guesses = IndexRoots.Guesses(format, path);
        Assert.Equal(roots.Split(' ', StringSplitOptions.RemoveEmptyEntries), guesses);
        Assert.All(guesses, guess => Assert.True(IndexRoots.IsRoot(format, guess)));
    }
}
