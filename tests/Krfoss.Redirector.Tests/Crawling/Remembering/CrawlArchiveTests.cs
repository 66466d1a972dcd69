using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Crawling.Remembering;

/// <summary>What the crawler knows as bytes, and back.</summary>
public sealed class CrawlArchiveTests
{
    private readonly OriginMemory _origins = new();
    private readonly MirrorMemory _mirrors = new();

    [Fact]
    public void Everything_comes_back_as_it_was()
    {
        Assert.True(CrawlArchive.TryRead(Written(), Remembered.Catalog, _origins, _mirrors));
        Remembered.IsSame(Assert.Single(_origins.RootsOf("debian")));
        var (key, copy) = Assert.Single(_mirrors.Copies);
        Assert.Equal(Remembered.Key, key);
        IsSame(Remembered.Copy(), copy);
    }

    [Fact]
    public void A_root_that_is_gone_comes_back_as_gone()
    {
        var (origins, mirrors) = (new OriginMemory(), new MirrorMemory());
        var memory = Remembered.Memory();
        origins.Put("debian", memory with { Publication = memory.Publication.Withdrawn() });
        var bytes = CrawlArchive.Write(Remembered.Catalog, origins, mirrors);
        Assert.True(CrawlArchive.TryRead(bytes, Remembered.Catalog, _origins, _mirrors));
        Assert.True(Assert.Single(_origins.RootsOf("debian")).Publication.IsWithdrawn);
    }

    [Fact]
    public void Another_origin_is_another_repository()
    {
        var moved = Remembered.Catalog with
        {
            Repositories =
            [
                Remembered.Catalog.Repositories[0] with { Origin = new("https://other.example/debian") },
            ],
        };
        Assert.True(CrawlArchive.TryRead(Written(), moved, _origins, _mirrors));
        Assert.Empty(_origins.Repositories);
        Assert.Empty(_mirrors.Copies);
    }

    [Fact]
    public void Another_address_is_another_mirror()
    {
        var mirror = Remembered.Catalog.Mirrors[0];
        foreach (var moved in (MirrorDefinition[])
        [
            mirror with { Urls = [new("https://other.example/")] },
            mirror with { Repositories = [mirror.Repositories[0] with { Path = "/elsewhere" }] },
        ])
        {
            var (origins, mirrors) = (new OriginMemory(), new MirrorMemory());
            Assert.True(CrawlArchive.TryRead(Written(), Catalogs.Of(moved), origins, mirrors));
            Assert.Single(origins.RootsOf("debian"));
            Assert.Empty(mirrors.Copies);
        }
    }

    [Fact]
    public void Bytes_that_are_cut_off_anywhere_fill_nothing()
    {
        var bytes = Written();
        for (var length = 0; length < bytes.Length; length++)
        {
            var (origins, mirrors) = (new OriginMemory(), new MirrorMemory());
            Assert.False(CrawlArchive.TryRead(bytes.AsMemory(0, length), Remembered.Catalog, origins, mirrors));
            Assert.Empty(origins.Repositories);
            Assert.Empty(mirrors.Copies);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"roots\":[null],\"copies\":[],\"origins\":{},\"urls\":{}}")]
    [InlineData("{\"roots\":[],\"copies\":[null],\"origins\":{},\"urls\":{}}")]
    public void Something_else_fills_nothing(string json)
    {
        byte[] bytes = [(byte)json.Length, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(json)];
        Assert.False(CrawlArchive.TryRead(bytes, Remembered.Catalog, _origins, _mirrors));
        Assert.Empty(_origins.Repositories);
    }

    internal static void IsSame(MirrorCopy expected, MirrorCopy copy)
    {
        Assert.Equal(expected.Health, copy.Health);
        Assert.Equal(expected.Roots, copy.Roots);
        Assert.Equal((expected.Issuer, expected.AbsentAskedAt), (copy.Issuer, copy.AbsentAskedAt));
    }

    private static byte[] Written()
    {
        var (origins, mirrors) = (new OriginMemory(), new MirrorMemory());
        origins.Put("debian", Remembered.Memory());
        mirrors.Put(Remembered.Key, Remembered.Copy());
        return CrawlArchive.Write(Remembered.Catalog, origins, mirrors);
    }
}
