using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Formats;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("a-1.0.iso", true)]
    [InlineData("2024.05.01", true)]
    [InlineData("v3.20/releases", true)]
    [InlineData("v20240501", true)]
    [InlineData("boot.iso", false)]
    [InlineData("archlinux-x86_64.iso", false)]
    [InlineData("image-arm64.img", false)]
    [InlineData("image-i386.img", false)]
    [InlineData("Rocky-9-latest-x86_64-boot.iso", false)]
    [InlineData("openSUSE-Leap-15.6-Current.iso", false)]
    [InlineData("", false)]
    public void A_version_is_told_from_an_architecture(string name, bool told) =>
        Assert.Equal(told, FileNames.TellsVersion(name));

    [Theory]
    [InlineData("SHA256SUMS", true)]
    [InlineData("MD5SUMS", true)]
    [InlineData("SHA1SUM", true)]
    [InlineData("CHECKSUM", true)]
    [InlineData("Fedora-42-CHECKSUM", true)]
    [InlineData("sha256sums.txt", true)]
    [InlineData("x.iso.sha512", true)]
    [InlineData("x.sha256sum", true)]
    [InlineData("x.md5", true)]
    [InlineData("x.sha256.txt", true)]
    [InlineData("checksum-tool-1.0.tar.gz", false)]
    [InlineData("md5deep-4.4.bin", false)]
    [InlineData("sha256", true)]
    [InlineData("shasums-are-fun", false)]
    [InlineData("", false)]
    public void Checksum_lists_are_known_by_name(string name, bool known) =>
        Assert.Equal(known, FileNames.IsChecksumList(name));

    [Theory]
    [InlineData("a.tar.gz", "gz", true)]
    [InlineData("a.tgz", "tgz", true)]
    [InlineData("a.gz", "gz", false)]
    [InlineData(".gz", "", false)]
    [InlineData("gz", "", false)]
    [InlineData("a.", "", false)]
    [InlineData("", "", false)]
    public void Archives_are_known_by_their_extensions(string name, string extension, bool isArchive)
    {
        Assert.Equal(extension, FileNames.ExtensionOf(name).ToString());
        Assert.Equal(isArchive, FileNames.IsArchive(name));
        Assert.False(FileNames.IsImage(name));
    }

    [Theory]
    [InlineData("a/b.deb.asc", "a/b.deb")]
    [InlineData("a/b.pkg.tar.zst.sig", "a/b.pkg.tar.zst")]
    [InlineData("a/b.tar.sign", "a/b.tar")]
    [InlineData("a/b.iso.gpg", "a/b.iso")]
    [InlineData("a/b.sig.sig", "a/b.sig")]
    [InlineData("a/b.deb", "a/b.deb")]
    [InlineData("a/.sig", "a/.sig")]
    [InlineData(".sig", ".sig")]
    [InlineData("a.sig/b", "a.sig/b")]
    [InlineData("", "")]
    public void A_package_and_its_signature_strip_to_the_same_path(string path, string stripped) =>
        Assert.Equal(stripped, SignatureSuffix.Strip(path).ToString());

    [Theory]
    [InlineData("a/b/c", "b", 1, true, false)]
    [InlineData("a/b/c", "a", 0, true, true)]
    [InlineData("a/b/c", "c", -1, false, false)]
    [InlineData("ab/c", "a", -1, false, false)]
    [InlineData("c", "c", -1, false, false)]
    public void Folders_match_as_whole_segments(string path, string folder, int depth, bool isIn, bool isBelow)
    {
        var parts = new RepositoryPath(path);
        Assert.Equal(depth, parts.DepthOf(folder));
        Assert.Equal(isIn, parts.IsIn(folder));
        Assert.Equal(isBelow, parts.IsBelow(folder));
    }

    [Theory]
    [InlineData('4', '1', 0x41)]
    [InlineData('f', 'F', 0xFF)]
    [InlineData('0', '0', 0)]
    [InlineData('g', '0', -1)]
    [InlineData('0', '/', -1)]
    [InlineData(':', '@', -1)]
    [InlineData('`', '0', -1)]
    public void Two_hexadecimal_digits_are_a_byte(char high, char low, int value) =>
        Assert.Equal(value, PercentEscapes.HexPair(high, low));
}
