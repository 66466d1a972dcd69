using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Tests.Catalog;

/// <summary><c>products:</c>, and the keys of networks and private mirrors that came with it.</summary>
public sealed class ProductReaderTests
{
    private const string Good =
        "versions: {'9': '9.6', '9.6': }, arches: [x86_64], repos: {BaseOS: $version/BaseOS/$arch/os}";

    [Fact]
    public void Every_value_of_a_product_arrives()
    {
        var product = Assert.Single(Read(Good + ", isos: $version/isos/$arch/, name: 'f-$repo$version', "
            + "vault: {url: 'https://vault.example/x/', versions: ['8.3']}").Catalog!.Repositories[0].Products);
        Assert.Equal("f-$repo$version", product.Name);
        Assert.Equal([new("9", "9.6"), new("9.6", "9.6")], product.Versions);
        Assert.Equal(["x86_64"], product.Arches);
        Assert.Equal([new("BaseOS", "$version/BaseOS/$arch/os")], product.Repos);
        Assert.Equal("$version/isos/$arch", product.Isos);
        Assert.Equal("https://vault.example/x", product.Vault!.Url.OriginalString);
        Assert.Equal(["8.3"], product.Vault.Versions);
    }

    [Fact]
    public void What_may_be_left_out_has_its_default()
    {
        var product = Assert.Single(Read(Good).Catalog!.Repositories[0].Products);
        Assert.Equal(("$repo-$version", null, null), (product.Name, product.Isos, product.Vault));
    }

    [Theory]
    [InlineData("arches: [x], repos: {a: b}", "`versions` is missing in the product")]
    [InlineData("versions: {}, arches: [x], repos: {a: b}", "`versions` is empty")]
    [InlineData("versions: {'9': }, arches: [x], repos: {}", "`repos` is empty")]
    [InlineData("versions: {'9/1': }, arches: [x], repos: {a: b}", "an item of `versions` must be a version")]
    [InlineData("versions: {'9': '..'}, arches: [x], repos: {a: b}", "an item of `versions` must be a version")]
    [InlineData("versions: {'9': }, arches: ['a b'], repos: {a: b}", "an item of `arches` must be an architecture")]
    [InlineData("versions: {'9': }, arches: [x], repos: {a: ../b}", "an item of `repos` must be a folder")]
    [InlineData("versions: {'9': }, arches: [x], repos: {a: /b}", "an item of `repos` must be a folder")]
    [InlineData("versions: {'9': }, arches: [x], repos: {a: 'b?c'}", "an item of `repos` must be a folder")]
    [InlineData("versions: {'9': }, arches: [x], repos: {a: $releasever/b}", "an item of `repos` must be a folder")]
    [InlineData(Good + ", name: fedora", "`name` must be a name with $repo in it")]
    [InlineData(Good + ", isos: a//b", "`isos` must be a folder")]
    [InlineData(Good + ", vault: {versions: ['8']}", "`url` is missing in vault")]
    [InlineData(Good + ", vault: {url: 'ftp://x.example', versions: ['8']}", "ftp addresses are no redirect targets")]
    [InlineData(Good + ", iso: x", "`iso` is no key of the product")]
    public void A_mistake_is_told_with_its_remedy(string product, string told)
    {
        var problems = Read(product).Problems;
        var error = Assert.Single(problems, problem => problem.Severity == ProblemSeverity.Error);
        Assert.Contains(told, error.Text);
        Assert.False(string.IsNullOrEmpty(error.Hint));
    }

    [Fact]
    public void Keys_of_private_mirrors_arrive()
    {
        var key = new string('a', 64);
        var mirror = TestFiles.ReadText(TestFiles.WithMirror(
            "private: true\nmonopoly: true\nmonopoly_fallback: origin\nsubnets: https://x.example/list?a=b\n"
            + $"checkin_sha256: {key}")).Catalog!.Mirrors[0];
        Assert.Equal((MonopolyFallback.Origin, key), (mirror.MonopolyFallback, mirror.CheckInSha256));
        Assert.Equal("https://x.example/list?a=b", mirror.Subnets!.OriginalString);
    }

    [Theory]
    [InlineData("monopoly_fallback: nobody", "must be public or origin")]
    [InlineData("checkin_sha256: AAAA", "must be 64 hexadecimal digits")]
    [InlineData("subnets: [10.0.0.0/8]", "must be an address that begins with https://")]
    public void Their_mistakes_are_told(string line, string told) => Assert.Contains(
        TestFiles.ReadText(TestFiles.WithMirror(line)).Problems,
        problem => problem.Severity == ProblemSeverity.Error && problem.Text.Contains(told, StringComparison.Ordinal));

    [Theory]
    [InlineData("private: true\nnetblocks: [203.0.113.0/24]", "cannot check in")]
    [InlineData("monopoly_fallback: origin", "does nothing")]
    public void What_is_doubtful_is_a_warning(string lines, string told)
    {
        var reading = TestFiles.ReadText(TestFiles.WithMirror(lines));
        Assert.NotNull(reading.Catalog);
        Assert.Contains(reading.Problems, problem => problem.Text.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void A_research_network_says_so() => Assert.Equal(
        [false, true],
        TestFiles.ReadText("version: 1\nnetworks: {a: {asns: [1]}, b: {asns: [2], peer: true}}\nrepositories: {}\n")
            .Catalog!.Networks.Select(network => network.Peer));

    private static CatalogReading Read(string product) => TestFiles.ReadText(
        "version: 1\nrepositories: {r: {format: rpm, origin: 'https://o.example/r', products: [{"
        + product + "}]}}\n");
}
