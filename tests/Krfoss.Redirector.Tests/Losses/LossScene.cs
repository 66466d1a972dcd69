using System.Net;
using System.Text.Json;

namespace Krfoss.Redirector.Tests.Losses;

/// <summary>What is asked of a program that has lost something: a thousand redirects, and that it tells.</summary>
internal static class LossScene
{
    public const int Requests = 1_000;

    /// <summary>Asks for a thousand packages; every one must be redirected, to mirrors unless said otherwise.</summary>
    public static async Task ServesAsync(this RunningRedirector redirector, bool fromMirrors = true)
    {
        var answers = await redirector.AskForPackagesAsync(Requests);
        Assert.Equal(Requests, answers.Count);
        Assert.All(answers, answer =>
        {
            Assert.Equal(302, answer.Status);
            Assert.Equal(fromMirrors, answer.Mirror != "origin");
        });
    }

    /// <summary>One word of <c>/healthz/ready</c>, which must be 200.</summary>
    public static async Task<string> ReadinessAsync(this RunningRedirector redirector, string name)
    {
        using var answer = await redirector.Client.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty(name).ToString();
    }

    /// <summary>The value of a series of <c>/metrics</c> without labels.</summary>
    public static async Task<string> MetricAsync(this RunningRedirector redirector, string name)
    {
        var text = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var line = Assert.Single(text.Split('\n'), line => line.StartsWith(name + " ", StringComparison.Ordinal));
        return line[(name.Length + 1)..];
    }
}
