using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes.Parts;

public sealed class AptPartTests
{
    private const string Packages = "main/binary-amd64/Packages";
    private const string Sources = "main/source/Sources";
    private const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";

    [Fact]
    public async Task Each_stanza_is_a_file()
    {
        var listed = await ReadAsync(Packages, $"""
            Package: a
            Description: first
             Filename: not/a/field
             .
            Filename: pool/main/a/a_1%3a2+b~c_amd64.deb
            Size: 123
            MD5sum: {Md5}
            SHA256: {Sha256}

            package: b
            filename: ./pool/b.deb
            sha1: da39a3ee5e6b4b0d3255bfef95601890afd80709
            {"  "}
            Package: no-file


            Package: c
            Filename: pool/c.deb
            Size: many
            SHA256: xyz
            """);
        Assert.Equal(
            [
                new("pool/main/a/a_1%3a2+b~c_amd64.deb", 123, Sha256),
                new("pool/b.deb", -1, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
                new Listed("pool/c.deb", -1, ""),
            ],
            listed);
    }

    [Theory]
    [InlineData("dists/stable/InRelease", "pool/x.deb")]
    [InlineData("dists/stable/updates/InRelease", "pool/x.deb")]
    [InlineData("pve/dists/trixie/InRelease", "pve/pool/x.deb")]
    [InlineData("InRelease", "pool/x.deb")]
    [InlineData("flat/folder/InRelease", "flat/folder/pool/x.deb")]
    public async Task Names_are_relative_to_the_archive(string root, string path) => Assert.Equal(
        path, Assert.Single(await ReadAsync(Packages, "Filename: pool/x.deb\n", root)).Path);

    [Theory]
    [InlineData("../x.deb")]
    [InlineData("pool/../../x.deb")]
    [InlineData("/pool/x.deb")]
    [InlineData("pool//x.deb")]
    [InlineData("pool/")]
    [InlineData(".")]
    [InlineData("pool/\u0001.deb")]
    public async Task Names_that_lead_elsewhere_are_left_out(string name) => Assert.Equal(
        "pool/y.deb",
        Assert.Single(await ReadAsync(Packages, $"Filename: {name}\n\nFilename: pool/y.deb\n")).Path);

    [Fact]
    public async Task Carriage_returns_and_a_missing_last_line_feed_change_nothing() => Assert.Equal(
        [new("a", 1, ""), new Listed("b", 2, "")],
        await ReadAsync(Packages, "Filename: a\r\nSize: 1\r\n\r\nFilename: b\r\nSize: 2"));

    [Fact]
    public async Task A_source_package_is_several_files_in_its_folder()
    {
        var listed = await ReadAsync(Sources, $"""
            Package: hello
            Files:
             {Md5} 1 hello.dsc
            Checksums-Sha256:
             {Sha256} 10 hello.dsc
             {Sha256} 20 hello.tar.gz
            Checksums-Sha1:
             da39a3ee5e6b4b0d3255bfef95601890afd80709 30 other
            Directory: pool/h/hello

            Package: old
            Directory: pool/o/old
            Files:
             {Md5} 5 old.dsc

            Package: flat
            Directory: .
            Checksums-Sha256:
             {Sha256} 6 flat.dsc
            """);
        Assert.Equal(
            [
                new("pool/h/hello/hello.dsc", 10, Sha256),
                new("pool/h/hello/hello.tar.gz", 20, Sha256),
                new("pool/o/old/old.dsc", 5, Md5),
                new Listed("flat.dsc", 6, Sha256),
            ],
            listed);
    }

    [Theory]
    [InlineData(Packages, "<html>\n")]
    [InlineData(Packages, "Filename: x\nno field\n")]
    [InlineData(Packages, ": x\n")]
    [InlineData(Sources, "Directory: x\nFiles:\n abc\n")]
    public async Task What_is_no_stanza_is_a_problem(string part, string content)
    {
        var problem = await ReadIndex.ProblemAsync(RepositoryFormat.Apt, "dists/x/InRelease", part, content);
        Assert.StartsWith("line ", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_and_stanzas_without_end_are_problems()
    {
        var line = await EndlessAsync("Depends: ", new('x', 1000), "Filename: x\n");
        Assert.Contains("line", line, StringComparison.Ordinal);
        var stanza = await EndlessAsync("Description: x\n", $" {new string('x', 1000)}\n", "Filename: x\n");
        Assert.Contains("stanza", stanza, StringComparison.Ordinal);
    }

    private static async Task<string> EndlessAsync(string head, string repeated, string tail)
    {
        await using var stream = GeneratedStream.Of(head, repeated, 1_000_000, tail);
        var (listed, problem) = await ReadIndex.TryPartAsync(RepositoryFormat.Apt, "InRelease", Packages, stream);
        Assert.Empty(listed);
        Assert.InRange(stream.BytesRead, 0, 2 * IndexLimits.EntryBytes);
        return problem!;
    }

    private static Task<List<Listed>> ReadAsync(string part, string content, string root = "dists/stable/InRelease") =>
        ReadIndex.PartAsync(RepositoryFormat.Apt, root, part, content);
}
