namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>A client that asks again was badly served (rule 6 of the interface).</summary>
public sealed class RepeatTests
{
    private const string Client = "121.128.31.1";
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";

    [Fact]
    public async Task The_second_question_gets_another_mirror_for_every_path_and_the_third_the_origin()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var first = await redirector.AskAsync(Deb, Client);
        Assert.NotEqual("retry", first.Reason);
        var head = await redirector.AskAsync(Deb, Client, method: "HEAD");
        var range = await redirector.AskAsync(Deb, Client, headers: "Range: bytes=1000-\r\n");
        var other = await redirector.AskAsync(Deb, Client, agent: "other/1");
        Assert.All([head, range, other], answer => Assert.Equal(first.Mirror, answer.Mirror));

        var second = await redirector.AskAsync(Deb, Client);
        Assert.Equal("retry", second.Reason);
        Assert.NotEqual(first.Mirror, second.Mirror);
        Assert.NotEqual("origin", second.Mirror);
        for (var i = 0; i < 30; i++)
        {
            var next = await redirector.AskAsync($"/debian/pool/{i}.deb", Client);
            Assert.NotEqual(first.Mirror, next.Mirror);
            Assert.NotEqual("retry", next.Reason);
        }

        var resumed = await redirector.AskAsync(Deb, Client, headers: "Range: bytes=1000-\r\n");
        Assert.NotEqual(first.Mirror, resumed.Mirror);
        var third = await redirector.AskAsync(Deb, Client);
        Assert.Equal(("origin", "retry"), (third.Mirror, third.Reason));
        var stranger = await redirector.AskAsync(Deb);
        Assert.NotEqual("retry", stranger.Reason);
    }

    [Fact]
    public async Task Metadata_may_be_asked_for_as_often_as_one_likes()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(
                "origin-metadata", (await redirector.AskAsync("/debian/dists/stable/InRelease", Client)).Reason);
        }
    }

    [Fact]
    public async Task Complaints_are_counted_by_mirror()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var blamed = (await redirector.AskAsync(Deb, Client)).Mirror;
        await redirector.AskAsync(Deb, Client);
        var metrics = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains($"krfoss_complaints_total{{mirror=\"{blamed}\",repository=\"debian\"}} 1", metrics);
    }
}
