using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes.Roots;

public sealed class SelfListingRootTests
{
    private static readonly byte[] Archive = ReadIndex.Tar(("x-1/desc", "%FILENAME%\nx\n"));

    [Theory]
    [InlineData("1F8B08", IndexCompression.Gzip)]
    [InlineData("28B52FFD00", IndexCompression.Zstd)]
    [InlineData("FD377A585A0000", IndexCompression.Xz)]
    [InlineData("425A6839", IndexCompression.Bzip2)]
    public void The_first_bytes_tell_the_compression(string start, IndexCompression compression)
    {
        var content = Convert.FromHexString(start);
        var (reading, _) = ReadIndex.TryRoot(RepositoryFormat.Pacman, "core/os/x86_64/core.db", content);
        var part = Assert.Single(reading!.Parts);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(
            new("core.db", "core/os/x86_64/core.db", compression, content.Length, digest, null), part);
        Assert.Null(reading.Date);
    }

    [Fact]
    public void An_archive_may_be_plain() => Assert.Equal(
        IndexCompression.None,
        Assert.Single(ReadIndex.TryRoot(RepositoryFormat.Pacman, "core.db", Archive).Reading!.Parts).Compression);

    [Fact]
    public void A_compression_that_cannot_be_read_is_named()
    {
        var (reading, problem) = ReadIndex.TryRoot(
            RepositoryFormat.Pacman, "core.db", Convert.FromHexString("28B52FFD"), "Zstd");
        Assert.Equal("", problem);
        Assert.Empty(reading!.Parts);
        Assert.Equal(["core.db"], reading.Unreadable);
    }

    [Theory]
    [InlineData(RepositoryFormat.Pacman, "core.db", "")]
    [InlineData(RepositoryFormat.Pacman, "core.db", "<html></html>")]
    [InlineData(RepositoryFormat.Apk, "APKINDEX.tar.gz", "<html></html>")]
    [InlineData(RepositoryFormat.Plain, "SHA256SUMS", "<html>\n<a href='SHA256SUMS'>\n</html>")]
    [InlineData(RepositoryFormat.Plain, "digests.txz", "x")]
    public void A_page_in_the_place_of_an_index_is_a_problem(RepositoryFormat format, string path, string content)
    {
        var (reading, problem) = ReadIndex.TryRoot(format, path, Encoding.UTF8.GetBytes(content));
        Assert.Null(reading);
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData(RepositoryFormat.Plain, "iso/SHA256SUMS")]
    [InlineData(RepositoryFormat.Apt, "24.04/SHA256SUMS")]
    [InlineData(RepositoryFormat.Rpm, "9/isos/x86_64/CHECKSUM")]
    [InlineData(RepositoryFormat.Pacman, "iso/2026.11.01/sha256sums.txt")]
    public void A_list_of_checksums_is_its_own_index(RepositoryFormat format, string path)
    {
        var reading = ReadIndex.Root(format, path, $"{new string('a', 64)}  x.iso\n");
        var part = Assert.Single(reading.Parts);
        Assert.Equal((path, IndexCompression.None, 72), (part.Path, part.Compression, part.SizeBytes));
    }
}
