using System.Text.Json;

namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary><c>?explain</c> on the path of a file.</summary>
public sealed class ExplainTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private const string Deb = "/debian/pool/contrib/h/hello_1_all.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task The_decision_comes_as_text_with_every_public_mirror()
    {
        var answer = await _redirector.AskAsync(Deb + "?explain");
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/plain", answer.Header("Content-Type"));
        Assert.All(
            (string[])["near", "mid", "far", "part", "out", "later"],
            id => Assert.Contains("\n" + id + " ", answer.Body));
        Assert.Contains("http://near.example" + Deb + "\n", answer.Body);
        Assert.DoesNotContain("?explain", answer.Body);
    }

    [Fact]
    public async Task The_decision_comes_as_json_by_accept_and_is_the_one_of_the_redirect()
    {
        var answer = await _redirector.AskAsync(
            Deb + "?explain", "121.128.7.7", headers: "Accept: application/json\r\n");
        using var json = JsonDocument.Parse(answer.Body);
        var redirect = await _redirector.AskAsync(Deb, "121.128.7.7");
        Assert.Equal(redirect.Location, json.RootElement.GetProperty("location").GetString());
        Assert.Equal(redirect.Mirror, json.RootElement.GetProperty("mirror").GetString());
        Assert.Equal(redirect.Reason, json.RootElement.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Private_mirrors_are_shown_to_operators_and_to_those_they_serve()
    {
        Assert.DoesNotContain("campus", (await _redirector.AskAsync(Deb + "?explain")).Body);
        Assert.Contains("\ncampus ", (await _redirector.AskAsync(Deb + "?explain", ListCatalog.Campus)).Body);
        Assert.Contains("\ncampus ", (await _redirector.AskAsync(Deb + "?explain&ip=1.2.3.4", "127.0.0.1")).Body);
    }

    [Fact]
    public async Task Asking_why_is_no_repetition()
    {
        const string Client = "121.128.8.8";
        await _redirector.AskAsync(Deb, Client);
        await _redirector.AskAsync(Deb + "?explain", Client);
        await _redirector.AskAsync(Deb + "?mirrorlist", Client);
        Assert.Contains("near", (await _redirector.AskAsync(Deb + "?explain", Client)).Body);
        Assert.Equal("retry", (await _redirector.AskAsync(Deb, Client)).Reason);
    }
}
