using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes.Parts;

public sealed class PrimaryXmlTests
{
    private const string Root = "9/os/repodata/repomd.xml";

    [Fact]
    public async Task Each_package_is_a_file()
    {
        var listed = await ReadIndex.PartAsync(RepositoryFormat.Rpm, Root, "primary", """
            <?xml version="1.0" encoding="UTF-8"?>
            <metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm">
            <package type="rpm"><name>a</name>
              <checksum type="sha256" pkgid="YES">
                00ff</checksum>
              <description>&lt;location href="no"/&gt; <![CDATA[<location href="no"/>]]></description>
              <size package="123" installed="9" archive="8"/>
              <!-- <location href="no"/> -->
              <location href="Packages/a/a%2B%2b-1~b.rpm"/>
              <format><rpm:entry name="x"/><location href="no"/><size package="1"/><file>/usr/bin/a</file></format>
            </package>
            <package><location href="./b&amp;c.rpm"/></package>
            <package><size package="x"/><checksum/><location href="d.rpm"/></package>
            </metadata>
            """);
        Assert.Equal(
            [
                new("9/os/Packages/a/a++-1~b.rpm", 123, "00ff"),
                new("9/os/b&c.rpm", -1, ""),
                new Listed("9/os/d.rpm", -1, ""),
            ],
            listed);
    }

    [Theory]
    [InlineData("""<location xml:base="https://elsewhere.example/" href="x.rpm"/>""")]
    [InlineData("""<location href="../x.rpm"/>""")]
    [InlineData("""<location href="%2e%2e/x.rpm"/>""")]
    [InlineData("""<location href="https://elsewhere.example/x.rpm"/>""")]
    [InlineData("""<location href=""/>""")]
    [InlineData("""<location/>""")]
    [InlineData("")]
    public async Task Packages_of_another_place_are_left_out(string location) => Assert.Equal("y.rpm", Assert.Single(
        await ReadIndex.PartAsync(RepositoryFormat.Rpm, "repodata/repomd.xml", "primary", $"""
            <metadata><package>{location}</package><package><location href="y.rpm"/></package></metadata>
            """)).Path);

    [Theory]
    [InlineData("<html/>")]
    [InlineData("")]
    [InlineData("<metadata><package><location href='x.rpm'/></package>")]
    [InlineData("<metadata><package></metadata>")]
    [InlineData("<!DOCTYPE metadata [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><metadata>&x;</metadata>")]
    [InlineData("<?xml version='1.0' encoding='nonsense'?><metadata/>")]
    public async Task What_is_no_primary_is_a_problem(string content) =>
        Assert.NotNull(await ReadIndex.ProblemAsync(RepositoryFormat.Rpm, Root, "primary", content));

    [Theory]
    [InlineData("<metadata><package><location href='", "x")]
    [InlineData("<metadata><package><name>", "x")]
    [InlineData("<metadata>", "<a>")]
    [InlineData("<metadata><package ", "x ")]
    public async Task Tags_texts_and_nesting_without_end_are_problems(string head, string repeated)
    {
        var piece = string.Concat(Enumerable.Repeat(repeated, 1000));
        await using var stream = GeneratedStream.Of(head, piece, 1_000_000, "");
        var (_, problem) = await ReadIndex.TryPartAsync(RepositoryFormat.Rpm, Root, "primary", stream);
        Assert.NotNull(problem);
        Assert.InRange(stream.BytesRead, 0, 2 * IndexLimits.XmlTagBytes);
    }
}
