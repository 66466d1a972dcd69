using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Geo;

public sealed class CountryClocksTests
{
    [Theory]
    [InlineData("KR", 14, 59, 22)]
    [InlineData("KR", 15, 0, 23)]
    [InlineData("kr", 15, 0, 23)]
    [InlineData("IN", 18, 29, 22)]
    [InlineData("IN", 18, 30, 23)]
    [InlineData("US", 4, 59, 21)]
    [InlineData("US", 5, 0, 22)]
    [InlineData("DE", 23, 0, 23)]
    [InlineData("", 23, 59, 22)]
    [InlineData("ZZ", 0, 0, 22)]
    public void A_day_begins_at_midnight_in_its_country(string country, int utcHour, int minute, int day)
    {
        var now = new DateTimeOffset(2026, 11, 22, utcHour, minute, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 11, day), CountryClocks.DayIn(country, now));
        Assert.Equal(new DateOnly(2026, 11, day), CountryClocks.DayIn(country, now.ToOffset(TimeSpan.FromHours(-3))));
    }

    [Fact]
    public void Every_country_of_the_standard_has_one_clock()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => (char)letter).ToArray();
        foreach (var country in letters.SelectMany(one => letters.Select(other => $"{one}{other}")))
        {
            Assert.InRange(CountryClocks.AheadOfUtc(country), TimeSpan.FromHours(-11), TimeSpan.FromHours(13));
            Assert.Equal(CountryFacts.ContinentOf(country) is not null, CountryClocks.Knows(country));
        }
    }

    /// <summary>Where a country lies says about what its clock shows: an entry in the wrong line would stand out.
    /// </summary>
    [Fact]
    public void Clocks_are_about_those_of_the_sun()
    {
        // Islands behind the date line, and countries much larger than an hour.
        string[] known = ["KI", "TK", "WS", "TO", "UM", "AQ", "CN", "RU", "CA", "HM", "TF", "SJ", "GL", "WF"];
        foreach (var country in Iso().Except(known, StringComparer.Ordinal))
        {
            var sun = CountryFacts.MiddleOf(country)!.Value.Longitude / 15;
            var clock = CountryClocks.AheadOfUtc(country).TotalHours;
            Assert.True(Math.Abs(sun - clock) <= 2.3, $"{country}: {clock} h, and {sun:0.0} h by the sun");
        }
    }

    private static IEnumerable<string> Iso() =>
        from one in Enumerable.Range('A', 26)
        from other in Enumerable.Range('A', 26)
        let country = $"{(char)one}{(char)other}"
        where CountryFacts.ContinentOf(country) is not null
        select country;
}
