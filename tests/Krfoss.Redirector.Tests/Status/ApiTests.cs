using System.Text.Json;
using Krfoss.Redirector.Tests.MirrorLists;

namespace Krfoss.Redirector.Tests.Status;

/// <summary><c>/api/v1</c> and its description.</summary>
public sealed class ApiTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private const string Deb = "/debian/pool/contrib/h/hello_1_all.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task Public_mirrors_are_listed_with_what_is_declared()
    {
        var (json, text) = await GetAsync("/api/v1/mirrors");
        Assert.Equal(
            ["near", "mid", "far", "part", "out", "later"],
            json.EnumerateArray().Select(mirror => mirror.GetProperty("id").GetString()));
        var near = json[0];
        Assert.Equal("가까운 미러 <b>", near.GetProperty("name").GetString());
        Assert.Contains("가까운 미러", text);
        Assert.Equal("Seoul", near.GetProperty("location").GetProperty("city").GetString());
        Assert.Equal(1000, near.GetProperty("bandwidth").GetInt32());
        Assert.Equal("kt", near.GetProperty("networks")[0].GetString());
        Assert.Equal("https://sponsor.example/", near.GetProperty("sponsor").GetProperty("url").GetString() + "/");
        var arch = near.GetProperty("repositories").EnumerateArray()
            .Single(repository => repository.GetProperty("id").GetString() == "archlinux");
        Assert.Equal(
            ["https://near.example/pub/arch/", "http://near.example/pub/arch/"],
            arch.GetProperty("urls").EnumerateArray().Select(url => url.GetString()));
        Assert.False(json[3].GetProperty("repositories")[0].GetProperty("complete").GetBoolean());
    }

    [Fact]
    public async Task States_are_told()
    {
        var (json, _) = await GetAsync("/api/v1/mirrors");
        var states = json.EnumerateArray().ToDictionary(
            mirror => mirror.GetProperty("id").GetString()!, mirror => mirror.GetProperty("state").GetString());
        Assert.Equal("active", states["near"]);
        Assert.Equal("drained", states["out"]);
        Assert.Equal("paused", states["later"]);
    }

    [Theory]
    [InlineData("/api/v1/mirrors")]
    [InlineData("/api/v1/mirrors/near")]
    [InlineData("/api/v1/repositories")]
    [InlineData("/api/v1/explain?path=" + Deb)]
    [InlineData("/openapi/v1.json")]
    public async Task Nothing_private_stands_anywhere(string target)
    {
        var (_, text) = await GetAsync(target);
        Assert.DoesNotContain("secret", text);
        Assert.DoesNotContain("campus", text);
        Assert.DoesNotContain("121.128.31.200", text);
        var answer = await _redirector.AskAsync(target);
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task One_mirror_is_shown_by_its_id()
    {
        var (json, _) = await GetAsync("/api/v1/mirrors/far");
        Assert.Equal("Far", json.GetProperty("name").GetString());
        Assert.Equal("JP", json.GetProperty("location").GetProperty("country").GetString());
    }

    [Theory]
    [InlineData("/api/v1/mirrors/nothing", 404)]
    [InlineData("/api/v1/mirrors/campus", 404)]
    [InlineData("/api/v1/explain", 400)]
    [InlineData("/api/v1/explain?path=nothing/a.deb", 404)]
    [InlineData("/api/v1/explain?path=debian/../x", 400)]
    [InlineData("/api/v1/explain?path=" + Deb + "&scheme=gopher", 400)]
    [InlineData("/api/v1/explain?path=" + Deb + "&ip=1.2.3.4", 403)]
    public async Task Problems_are_told_as_rfc_9457_says(string target, int status)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.Header("Content-Type"));
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains("\"detail\"", answer.Body);
    }

    [Fact]
    public async Task Repositories_name_their_public_mirrors()
    {
        var (json, _) = await GetAsync("/api/v1/repositories");
        var rocky = json.EnumerateArray().Single(repository => repository.GetProperty("id").GetString() == "rocky");
        Assert.Equal("rpm", rocky.GetProperty("format").GetString());
        Assert.Equal("/rocky", rocky.GetProperty("path").GetString());
        Assert.Equal("https://origin.example/rocky", rocky.GetProperty("origin").GetString());
        Assert.Equal(
            ["near", "mid", "far"], rocky.GetProperty("mirrors").EnumerateArray().Select(mirror => mirror.GetString()));
    }

    [Fact]
    public async Task Operators_may_ask_why_for_any_client()
    {
        using var response = await _redirector.Client.GetAsync(
            $"/api/v1/explain?path={Deb}&ip={ListCatalog.Campus}&scheme=https", TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("https://campus.example" + Deb, json.RootElement.GetProperty("location").GetString());
        Assert.Equal("netblock", json.RootElement.GetProperty("reason").GetString());
        Assert.Equal(ListCatalog.Campus, json.RootElement.GetProperty("client").GetProperty("ip").GetString());
    }

    [Fact]
    public async Task The_description_names_every_path_with_a_summary_and_our_own_address()
    {
        var (json, text) = await GetAsync("/openapi/v1.json");
        Assert.Equal(
            [
                "/api/v1/checkin", "/api/v1/events", "/api/v1/explain", "/api/v1/mirrors",
                "/api/v1/mirrors/status.json", "/api/v1/mirrors/{id}", "/api/v1/mirrors/{id}/checks",
                "/api/v1/repositories", "/api/v1/repositories/{id}/freshness",
                "/api/v1/statistics",
            ],
            json.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order(StringComparer.Ordinal));
        Assert.All(
            json.GetProperty("paths").EnumerateObject(),
            path => Assert.All(
                path.Value.EnumerateObject(),
                operation => Assert.NotEqual("", operation.Value.GetProperty("summary").GetString())));
        var checkIn = json.GetProperty("paths").GetProperty("/api/v1/checkin").GetProperty("post")
            .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(
            ["mirror", "repositories", "ok", "token"],
            checkIn.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.Equal("https://redirector.example/", json.GetProperty("servers")[0].GetProperty("url").GetString());
        Assert.DoesNotContain("127.0.0.1", text);
        Assert.True(json.GetProperty("components").GetProperty("schemas").TryGetProperty("Mirror", out _));
    }

    private async Task<(JsonElement Json, string Text)> GetAsync(string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Add("X-Forwarded-For", "121.128.5.5");
        using var response = await _redirector.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        return (json.RootElement.Clone(), text);
    }
}
