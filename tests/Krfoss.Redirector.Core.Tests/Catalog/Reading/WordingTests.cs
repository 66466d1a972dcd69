using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Tests.Catalog.Reading;

public sealed class WordingTests
{
    [Theory]
    [InlineData("max_lgg", "max_lag")]
    [InlineData("maxLag", "max_lag")]
    [InlineData("max-lag", "max_lag")]
    [InlineData("mxa_lag", "max_lag")]
    [InlineData("maxlags", "max_lag")]
    [InlineData("orign", "origin")]
    [InlineData("lat", "latitude")]
    [InlineData("frmat", "format")]
    [InlineData("ormgin", "origin")]
    [InlineData("zzzzzz", null)]
    [InlineData("", null)]
    [InlineData("la", null)]
    public void Nearest_word_is_the_one_that_was_meant(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Find(word, ["format", "path", "origin", "max_lag", "latitude"]));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "xabc", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string left, string right, int expected)
    {
        Assert.Equal(expected, NearestWord.Distance(left, right));
        Assert.Equal(expected, NearestWord.Distance(right, left));
    }

    [Fact]
    public void A_long_word_is_not_compared() => Assert.Null(NearestWord.Find(new string('a', 100_000), ["aaaa"]));

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("미러", "`미러`")]
    [InlineData("a\nb", "`a\\u000ab`")]
    [InlineData("a\u202Eb", "`a\\u202eb`")]
    [InlineData("\u001b[31m", "`\\u001b[31m`")]
    public void Quotes_show_what_a_terminal_would_obey(string text, string expected) =>
        Assert.Equal(expected, Wording.Quote(text));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal($"`{new string('a', 60)}…`", Wording.Quote(new string('a', 61)));
}
