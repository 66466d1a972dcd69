using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Registry;

public sealed class DefinitionJsonTests
{
    [Fact]
    public void A_mirror_with_every_key_comes_back_as_it_was()
    {
        var json = DefinitionJson.Write(Catalogs.Rich("one"));
        var back = DefinitionJson.Read<MirrorDefinition>(json)!;
        Assert.Equivalent(Catalogs.Rich("one"), back, strict: true);
        Assert.Equal(json, DefinitionJson.Write(back));
        Assert.Contains("거울 one", json, StringComparison.Ordinal);
        Assert.Contains("\"203.0.113.0/24\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_comes_back_as_it_was()
    {
        var back = DefinitionJson.Read<RepositoryDefinition>(DefinitionJson.Write(Catalogs.Repository("debian")))!;
        Assert.Equivalent(Catalogs.Repository("debian"), back, strict: true);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""", "")]
    [InlineData("""{"a":1,"b":[1]}""", """{"b":[2],"a":2}""", "a 1 → 2, b")]
    [InlineData("""{"a":1}""", """{"b":"x"}""", "a, b")]
    [InlineData("""{"skipped":1}""", """{"skipped":2}""", "")]
    public void A_difference_names_the_keys(string previous, string next, string expected) =>
        Assert.Equal(expected, DefinitionJson.Difference(previous, next, except: "skipped"));
}
