using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Tests.Requests;

public sealed class ReservedQueriesTests
{
    [Theory]
    [InlineData("mirrorlist", "mirrorlist")]
    [InlineData("metalink", "metalink")]
    [InlineData("meta4", "meta4")]
    [InlineData("explain", "explain")]
    [InlineData("explain&ip=203.0.113.7", "explain")]
    [InlineData("explain=1", "explain")]
    [InlineData("mirrorlist=&country=KR", "mirrorlist")]
    public void A_query_that_begins_with_a_word_of_ours_is_ours(string query, string word)
    {
        Assert.True(ReservedQueries.Has(query));
        Assert.Equal(word, ReservedQueries.WordOf(query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&explain")]
    [InlineData("x&explain")]
    [InlineData("Explain")]
    [InlineData("explained")]
    [InlineData("explai")]
    [InlineData("meta4.xml")]
    [InlineData("%65xplain")]
    [InlineData("?explain")]
    public void Any_other_query_is_the_mirrors(string query)
    {
        Assert.False(ReservedQueries.Has(query));
        Assert.Null(ReservedQueries.WordOf(query));
    }
}
