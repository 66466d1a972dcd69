namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>Runners-up are information: they may not make a header that old clients choke on.</summary>
public sealed class LinkHeaderTests(WireTests.Running running) : IClassFixture<WireTests.Running>
{
    [Theory]
    [InlineData(50, 2)]
    [InlineData(440, 2)]
    [InlineData(600, 1)]
    [InlineData(2_000, 1)]
    public async Task It_names_as_many_runners_up_as_fit_and_always_the_first(int pathLength, int named)
    {
        const string Start = "/debian/pool/";
        var path = Start + new string('a', pathLength - Start.Length - 4) + ".deb";
        var answer = await running.Redirector.AskAsync(path);
        Assert.Equal(302, answer.Status);
        var links = answer.Header("Link")!.Split(", ");
        Assert.Equal(named, links.Length);
        for (var i = 0; i < named; i++)
            Assert.Matches($@"^<http://m[123]\.example{path}>; rel=duplicate; pri={i + 2}; geo=kr$", links[i]);
        Assert.DoesNotContain($"//{answer.Mirror}.", answer.Header("Link"));
        Assert.Equal(named, links.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Where_there_is_no_other_mirror_there_is_no_header() =>
        Assert.Null((await running.Redirector.AskAsync("/~only=m1/debian/pool/a.deb")).Header("Link"));
}
