using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes.Roots;

public sealed class RepomdRootTests
{
    private const string Digest = "CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC";
    private const string Path = "9/os/repodata/repomd.xml";

    [Fact]
    public void Only_primary_is_a_part()
    {
        var reading = Read($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
              <revision>1790000000</revision>
              <data type="filelists"><location href="repodata/f-filelists.xml.gz"/><size>1</size></data>
              <data type="primary">
                <checksum type="sha256">{Digest}</checksum>
                <open-checksum type="sha256">dd</open-checksum>
                <location href="repodata/p%2Bq-primary.xml.gz"/>
                <timestamp>1700000000</timestamp>
                <size>1234</size><open-size>9999</open-size>
              </data>
            </repomd>
            """);
        Assert.Equal("1790000000", reading.Revision);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_790_000_000), reading.Date);
        Assert.Null(reading.ValidUntil);
        var part = Assert.Single(reading.Parts);
        Assert.Equal(new("primary", "9/os/repodata/p+q-primary.xml.gz", IndexCompression.Gzip, 1234,
            Digest.ToLowerInvariant(), null), part);
    }

    [Theory]
    [InlineData("20240101")]
    [InlineData("release 9")]
    [InlineData("")]
    public void A_revision_that_is_no_epoch_leaves_the_latest_timestamp(string revision) => Assert.Equal(
        DateTimeOffset.FromUnixTimeSeconds(1_700_000_002), Read($"""
            <repomd><revision>{revision}</revision>
            <data type="other"><timestamp>1700000002.75</timestamp></data>
            <data type="primary"><location href="p.xml"/><timestamp>1700000001</timestamp></data></repomd>
            """).Date);

    [Theory]
    [InlineData("p.xml.zst", "", "9/os/p.xml.zst")]
    [InlineData("p.xml.zst", "Zstd", null)]
    [InlineData("p.xml.zck", "", null)]
    [InlineData("p.xml", "Gzip Xz Zstd Bzip2", "9/os/p.xml")]
    public void What_cannot_be_read_is_named(string href, string unreadable, string? path)
    {
        var reading = Read($"""<repomd><data type="primary"><location href="{href}"/></data></repomd>""", unreadable);
        Assert.Equal(path is null ? [] : [path], reading.Parts.Select(part => part.Path));
        Assert.Equal(path is null ? ["primary"] : [], reading.Unreadable);
    }

    [Fact]
    public void Of_several_primaries_the_first_readable_one_is_taken() => Assert.Equal("9/os/b.xml.gz", Assert.Single(
        Read("""
        <repomd><data type="primary"><location xml:base="https://elsewhere.example/" href="a.xml.gz"/></data>
        <data type="primary"><location href="a.xml.zst"/></data>
        <data type="primary"><location href="b.xml.gz"/></data></repomd>
        """, "Zstd").Parts).Path);

    [Theory]
    [InlineData("<html><body/></html>")]
    [InlineData("<repomd>")]
    [InlineData("<repomd/>")]
    [InlineData("<repomd><data type='primary'/></repomd>")]
    [InlineData("<repomd><data type='primary'><location href='../../x.gz'/></data></repomd>")]
    [InlineData("<repomd><data type='primary'><location href='%2e%2e/x.gz'/></data></repomd>")]
    [InlineData("<!DOCTYPE r [<!ENTITY a 'b'>]><repomd><data type='primary'><location href='&a;'/></data></repomd>")]
    [InlineData("not xml")]
    [InlineData("\0\0")]
    public void What_is_no_repomd_is_a_problem(string content)
    {
        var (reading, problem) = ReadIndex.TryRoot(RepositoryFormat.Rpm, Path, Encoding.UTF8.GetBytes(content));
        Assert.Null(reading);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Endless_nesting_names_and_tags_are_problems()
    {
        var names = string.Concat(Enumerable.Range(0, IndexLimits.XmlNames + 1).Select(n => $"<n{n}/>"));
        string[] hostile =
        [
            $"<repomd>{string.Concat(Enumerable.Repeat("<a>", 100_000))}",
            $"<repomd>{names}</repomd>",
            $"<repomd><data type=\"{new string('x', IndexLimits.XmlTagBytes + 1)}\"/></repomd>",
        ];
        foreach (var content in hostile)
        {
            var (reading, problem) = ReadIndex.TryRoot(RepositoryFormat.Rpm, Path, Encoding.UTF8.GetBytes(content));
            Assert.Null(reading);
            Assert.NotEmpty(problem);
        }
    }

    private static IndexRootReading Read(string content, string unreadable = "") =>
        ReadIndex.Root(RepositoryFormat.Rpm, Path, content, unreadable);
}
