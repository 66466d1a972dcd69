using System.Text;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Indexes.Parts;

public sealed class ArchivePartTests
{
    private const string Database = "core/os/x86_64/core.db";
    private const string Index = "v3.22/main/x86_64/APKINDEX.tar.gz";

    [Fact]
    public async Task Each_desc_of_a_pacman_database_is_a_file()
    {
        var listed = await ReadIndex.PartAsync(RepositoryFormat.Pacman, Database, "core.db", ReadIndex.Tar(
            ("a-1/", ""),
            ("a-1/desc", "%FILENAME%\na-1:2-x86_64.pkg.tar.zst\n\n%NAME%\na\n\n%CSIZE%\n1234\n\n"
                + "%SHA256SUM%\n00ff\n\n%PGPSIG%\niQ\n\n%DEPENDS%\nb\n%odd\n"),
            ("a-1/files", "%FILES%\nusr/\n"),
            ("b-1/desc", "%CSIZE%\nx\n\n%MD5SUM%\nab\n%FILENAME%\nb-1.pkg.tar.xz\nc-1.pkg.tar.xz"),
            ($"{new string('l', 120)}-1/desc", "%FILENAME%\nl-1.pkg.tar.zst\n"),
            ("d-1/desc", "%FILENAME%\n../d-1.pkg.tar.zst\n")));
        Assert.Equal(
            [
                new("core/os/x86_64/a-1:2-x86_64.pkg.tar.zst", 1234, "00ff"),
                new("core/os/x86_64/b-1.pkg.tar.xz", -1, "ab"),
                new Listed("core/os/x86_64/l-1.pkg.tar.zst", -1, ""),
            ],
            listed);
    }

    [Fact]
    public async Task An_apk_index_is_several_archives_in_one()
    {
        var signature = ReadIndex.Tar((".SIGN.RSA.key.rsa.pub", "signature"));
        var index = ReadIndex.Tar(("DESCRIPTION", "v3.22"), ("APKINDEX", """
            C:Q1AP8=
            P:abuild
            V:3.15.0-r1
            A:x86_64
            S:45678
            I:1

            P:no-version

            P:b
            V:1/2

            C:X
            P:c
            V:1
            """));
        Assert.Equal(
            [
                new("v3.22/main/x86_64/abuild-3.15.0-r1.apk", 45_678, "00ff"),
                new Listed("v3.22/main/x86_64/c-1.apk", -1, ""),
            ],
            await ReadIndex.PartAsync(RepositoryFormat.Apk, Index, "APKINDEX.tar.gz", [.. signature, .. index]));

        // abuild-sign cuts the empty blocks off its part.
        byte[] cut = [.. signature.AsSpan().TrimEnd((byte)0), .. new byte[512 - "signature".Length], .. index];
        Assert.Equal(2, (await ReadIndex.PartAsync(RepositoryFormat.Apk, Index, "APKINDEX.tar.gz", cut)).Count);
    }

    [Fact]
    public async Task An_archive_without_index_is_a_problem() => Assert.NotNull((await ReadIndex.TryPartAsync(
        RepositoryFormat.Apk, Index, "APKINDEX.tar.gz", new MemoryStream(ReadIndex.Tar(("x", "y"))))).Problem);

    [Fact]
    public async Task Cut_off_and_damaged_archives_are_problems()
    {
        var whole = ReadIndex.Tar(("a/desc", $"%FILENAME%\na\n{new string('x', 2000)}\n"));
        foreach (var length in new[] { 0, 1, 511, 513, 1024, 1600, 2000 })
        {
            Assert.NotNull((await ReadIndex.TryPartAsync(
                RepositoryFormat.Pacman, Database, "core.db", new MemoryStream(whole[..length]))).Problem);
        }

        whole[0] ^= 1;
        Assert.NotNull((await ReadIndex.TryPartAsync(
            RepositoryFormat.Pacman, Database, "core.db", new MemoryStream(whole))).Problem);
    }

    [Theory]
    [InlineData("77777777777")]
    [InlineData("-1")]
    [InlineData("99")]
    [InlineData("")]
    [InlineData("\u0080\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    public async Task Sizes_that_are_none_or_endless_are_problems(string size)
    {
        var block = new byte[1024];
        "x"u8.CopyTo(block);
        Encoding.Latin1.GetBytes(size, block.AsSpan(124, 12));
        block[156] = (byte)'0';
        block.AsSpan(148, 8).Fill((byte)' ');
        var sum = block.Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8), block.AsSpan(148, 8));
        Assert.NotNull((await ReadIndex.TryPartAsync(
            RepositoryFormat.Pacman, Database, "core.db", new MemoryStream(block))).Problem);
    }
}
