using System.Net;
using Krfoss.Redirector.Tests.Redirect;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Requests;

/// <summary>HTTP/2 without TLS on a port of its own, set up in the configuration alone.</summary>
public sealed class CleartextHttp2Tests(CleartextHttp2Tests.Running running) : IClassFixture<CleartextHttp2Tests.Running>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_is_redirected_over_http_2_as_over_http_1()
    {
        using var answer = await AskAsync("/debian/pool/main/h/h%2b%7e/hello_1%3a2_amd64.deb?x=%20y");
        Assert.Equal((HttpStatusCode.Found, HttpVersion.Version20), (answer.StatusCode, answer.Version));
        var mirror = Assert.Single(answer.Headers.GetValues("X-Mirror"));
        Assert.Equal(
            $"http://{mirror}.example/debian/pool/main/h/h%2b%7e/hello_1%3a2_amd64.deb?x=%20y",
            answer.Headers.NonValidated["Location"].ToString());
    }

    [Fact]
    public async Task The_port_for_http_1_goes_on_beside_it()
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, new Uri(running.Http1, "/debian/pool/a.deb"));
        using var answer = await running.Redirector.Client.SendAsync(question, Stop);
        Assert.Equal((HttpStatusCode.Found, HttpVersion.Version11), (answer.StatusCode, answer.Version));
    }

    [Theory]
    [InlineData("/debian/pool/../../etc/passwd")]
    [InlineData("/debian/pool/%2e%2e/%2e%2e/rocky/x")]
    [InlineData("/debian/%252e%252e/x")]
    [InlineData("/debian/pool%2fx")]
    [InlineData("/debian/pool/%5c..%5cx")]
    [InlineData("/debian/pool/%0d%0aSet-Cookie:x=1")]
    [InlineData("/debian/pool/%00a.deb")]
    [InlineData("/debian/%c0%ae%c0%ae/x")]
    [InlineData("/debian//pool/a.deb")]
    [InlineData("//evil.example/debian/a.deb")]
    [InlineData("/debian/pool/a\\b.deb")]
    [InlineData("/debian/pool/a|b.deb")]
    [InlineData("/debian/pool/a\u007fb.deb")]
    [InlineData("/debian/pool/a b.deb")]
    [InlineData("/~no=/debian/a.deb")]
    public async Task The_raw_target_is_held_against_the_same_rules(string target)
    {
        var status = await StatusAsync(target);
        Assert.True(status is 0 or 400, $"{target}: {status}");
    }

    [Fact]
    public async Task No_hostile_target_is_answered_with_5xx_or_sent_to_a_foreign_place()
    {
        var targets = HostileCorpus.Lines().Where(line => line.Length < 4_000).Select(line => "/debian/" + line)
            .Where(target => target.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0).ToArray();
        Assert.True(targets.Length > 1_000);
        foreach (var chunk in targets.Chunk(100))
        {
            var statuses = await Task.WhenAll(chunk.Select(StatusAsync));
            Assert.All(statuses.Zip(chunk), pair => Assert.True(pair.First < 500, $"{pair.Second}: {pair.First}"));
        }
    }

    /// <summary>The status; 0 where the server reset the stream instead of an answer.</summary>
    private async Task<int> StatusAsync(string target)
    {
        try
        {
            using var answer = await AskAsync(target);
            if (answer.StatusCode == HttpStatusCode.Found)
                Assert.NotNull(AnswerRules.BaseOf(answer.Headers.NonValidated["Location"].ToString()));
            else
                Assert.False(answer.Headers.NonValidated.Contains("Location"));
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException e) when (e.InnerException is HttpProtocolException)
        {
            return 0;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(string target)
    {
        var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        using var question = new HttpRequestMessage(
            HttpMethod.Get, new Uri($"http://{running.Http2.Authority}{target}", asWritten))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        return await running.Redirector.Client.SendAsync(question, Stop);
    }

    /// <summary>One program with a port for each version of HTTP.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal RunningRedirector Redirector { get; private set; } = null!;

        internal Uri Http1 { get; private set; } = null!;

        internal Uri Http2 { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Redirector = await RunningRedirector.StartAsync(
                TestCatalogs.Small,
                [
                    "--Kestrel:Endpoints:Http:Url=http://127.0.0.1:0",
                    "--Kestrel:Endpoints:H2c:Url=http://127.0.0.2:0",
                    "--Kestrel:Endpoints:H2c:Protocols=Http2",
                ]);
            var addresses = Redirector.Services.GetRequiredService<IServer>().Features
                .Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToArray();
            Http1 = Assert.Single(addresses, address => address.Host == "127.0.0.1");
            Http2 = Assert.Single(addresses, address => address.Host == "127.0.0.2");
        }

        public ValueTask DisposeAsync() => Redirector.DisposeAsync();
    }
}
