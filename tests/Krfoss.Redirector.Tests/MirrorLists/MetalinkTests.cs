using System.Xml.Linq;
using Krfoss.Redirector.Tests.Crawling.Following;

namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary><c>?metalink</c>, <c>?meta4</c> and <c>/metalink?path=</c>.</summary>
public sealed class MetalinkTests : IAsyncLifetime
{
    private const string Repomd = FollowedOrigin.Repomd;
    private const string Rpm = "/rocky/9/os/Packages/h/hello%5e1-1.rpm";
    private static readonly DateTimeOffset Date = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private FollowedOrigin _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await FollowedOrigin.StartAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task An_index_that_nobody_read_yet_is_listed_at_the_origin_alone_without_digest()
    {
        foreach (var word in (string[])["?metalink", "?meta4"])
        {
            var file = await _scene.MetalinkAsync(Repomd + word);
            Assert.Equal("repomd.xml", file.Attribute("name")!.Value);
            Assert.Equal([_scene.Origin.Url(Repomd).AbsoluteUri], FollowedOrigin.UrlsOf(file));
            Assert.DoesNotContain(file.Descendants(), element => element.Name.LocalName is "hash" or "size");
        }
    }

    [Fact]
    public async Task A_known_index_carries_every_digest_and_mirrors_by_preference()
    {
        _scene.Origin.Put(Repomd, "abc", Date);
        var file = await _scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", FollowedOrigin.HashOf(file, "md5"));
        Assert.Equal("a9993e364706816aba3e25717850c26c9cd0d89d", FollowedOrigin.HashOf(file, "sha1"));
        Assert.StartsWith("ba7816bf8f01cfea", FollowedOrigin.HashOf(file, "sha256"));
        Assert.StartsWith("ddaf35a193617aba", FollowedOrigin.HashOf(file, "sha512"));
        Assert.Equal(3, (int)file.Element(FollowedOrigin.Metalink3 + "size")!);
        Assert.Equal(Date.ToUnixTimeSeconds(), (long)file.Element(FollowedOrigin.MirrorManager + "timestamp")!);
        Assert.Equal(
            ["http://near.example" + Repomd, "http://far.example" + Repomd, _scene.Origin.Url(Repomd).AbsoluteUri],
            FollowedOrigin.UrlsOf(file));
        var urls = file.Descendants(FollowedOrigin.Metalink3 + "url").ToArray();
        Assert.Equal(["100", "99", "98"], urls.Select(url => url.Attribute("preference")!.Value));
        Assert.Equal("KR", urls[0].Attribute("location")!.Value);
        Assert.All(urls, url => Assert.Equal("http", url.Attribute("protocol")!.Value));
    }

    [Fact]
    public async Task The_document_is_as_librepo_reads_it()
    {
        _scene.Origin.Put(Repomd, "abc", Date);
        await _scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
        var answer = await _scene.Redirector.AskAsync(Repomd + "?metalink");
        Assert.Equal("application/metalink+xml; charset=utf-8", answer.Header("Content-Type"));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<metalink version=\"3.0\"", answer.Body);
        Assert.Contains("<mm0:timestamp>", answer.Body);
        Assert.Contains("xmlns:mm0=\"http://fedorahosted.org/mirrormanager\"", answer.Body);
        var order = XDocument.Parse(answer.Body).Descendants(FollowedOrigin.Metalink3 + "file").Single()
            .Elements().Select(element => element.Name.LocalName);
        Assert.Equal(["timestamp", "size", "verification", "resources"], order);
        Assert.Contains("no-cache", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_package_is_listed_without_size_and_digest()
    {
        foreach (var word in (string[])["?metalink", "?meta4"])
        {
            var file = await _scene.MetalinkAsync(Rpm + word);
            Assert.Equal("hello^1-1.rpm", file.Attribute("name")!.Value);
            Assert.Equal(
                ["http://near.example" + Rpm, "http://far.example" + Rpm, _scene.Origin.Url("/") + Rpm[1..]],
                FollowedOrigin.UrlsOf(file));
            Assert.DoesNotContain(file.Descendants(), element => element.Name.LocalName is "hash" or "size");
        }
    }

    [Fact]
    public async Task Rfc_5854_has_its_own_names_and_the_smallest_priority_first()
    {
        _scene.Origin.Put(Repomd, "abc", Date);
        var file = await _scene.MetalinkAsync(
            file => FollowedOrigin.HashOf(file, "sha-256") is not null, Repomd + "?meta4");
        Assert.StartsWith("ba7816bf8f01cfea", FollowedOrigin.HashOf(file, "sha-256"));
        Assert.Equal(3, (int)file.Element(FollowedOrigin.Metalink4 + "size")!);
        var urls = file.Elements(FollowedOrigin.Metalink4 + "url").ToArray();
        Assert.Equal(["1", "2", "3"], urls.Select(url => url.Attribute("priority")!.Value));
        Assert.Equal("kr", urls[0].Attribute("location")!.Value);
        var answer = await _scene.Redirector.AskAsync(Repomd + "?meta4");
        Assert.Equal("application/metalink4+xml; charset=utf-8", answer.Header("Content-Type"));
        Assert.Contains($"<origin dynamic=\"true\">http://redirector.example{Repomd}?meta4</origin>", answer.Body);
        Assert.Contains("<publisher name=\"Test\" url=\"http://redirector.example/\" />", answer.Body);
    }

    [Theory]
    [InlineData("/metalink?path=rocky/9/os/repodata/repomd.xml")]
    [InlineData("/metalink?path=/rocky/9/os/")]
    [InlineData("/metalink?path=rocky%2F9%2Fos%2F")]
    public async Task A_metalink_can_be_asked_for_by_path(string target)
    {
        _scene.Origin.Put(Repomd, "abc", Date);
        var file = await _scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null, target);
        Assert.Contains("http://near.example" + Repomd, FollowedOrigin.UrlsOf(file));
    }

    [Theory]
    [InlineData("a&b.rpm", "a&b.rpm")]
    [InlineData("a%26%3Cb%3E%22.rpm", "a&<b>\".rpm")]
    [InlineData("%ED%95%9C%EA%B8%80.rpm", "한글.rpm")]
    [InlineData("%F0%9F%98%80.rpm", "😀.rpm")]
    [InlineData("%EF%BF%BF.rpm", "%EF%BF%BF.rpm")]
    public async Task Any_name_makes_a_well_formed_document(string escaped, string name)
    {
        foreach (var word in (string[])["?metalink", "?meta4"])
        {
            var answer = await _scene.Redirector.AskAsync($"/rocky/p/{escaped}{word}");
            Assert.Equal(200, answer.Status);

            // The exchange is read as Latin-1; the document is UTF-8.
            var body = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.Latin1.GetBytes(answer.Body));
            var file = XDocument.Parse(body).Descendants().Single(element => element.Name.LocalName == "file");
            Assert.Equal(name, file.Attribute("name")!.Value);
            Assert.Equal("http://near.example/rocky/p/" + escaped, FollowedOrigin.UrlsOf(file)[0]);
        }
    }
}
