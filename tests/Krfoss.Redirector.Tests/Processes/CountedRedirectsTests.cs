using System.Net;
using System.Text.Json;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>What remains of counted redirects when the real process ends.</summary>
public sealed class CountedRedirectsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CountedRedirectsTests() => File.WriteAllText(_folder.File("mirrors.yaml"), TestCatalogs.Small);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_sigterm_nothing_is_lost()
    {
        using (var program = await ProgramProcess.StartAsync(_folder, "--Redirector:DrainSeconds=0"))
        {
            await AskAsync(program, 0, 300);
            program.Signal("TERM");
            Assert.Equal(0, await program.ExitAsync());
            Assert.DoesNotContain(
                program.Lines, line => line.Contains("could not be written", StringComparison.Ordinal));
        }

        Assert.Equal(300, await CountedAsync());
    }

    [Fact]
    public async Task Killed_it_loses_no_more_than_was_counted_since_the_last_writing()
    {
        using (var program = await ProgramProcess.StartAsync(_folder, "--Redirector:Statistics:WriteSeconds=0.2"))
        {
            await AskAsync(program, 0, 200);
            using var client = Client(program);
            // Nothing but asking tells when they are written.
            while (await RedirectsAsync(client) < 200) Stop.ThrowIfCancellationRequested();
            await AskAsync(program, 200, 50);
            program.Signal("KILL");
            Assert.NotEqual(0, await program.ExitAsync());
        }

        Assert.InRange(await CountedAsync(), 200, 250);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<long> CountedAsync()
    {
        using var program = await ProgramProcess.StartAsync(_folder, "--Redirector:DrainSeconds=0");
        using var client = Client(program);
        return await RedirectsAsync(client);
    }

    private static async Task<long> RedirectsAsync(HttpClient client)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync("/api/v1/statistics", Stop));
        return json.RootElement.GetProperty("redirects").GetInt64();
    }

    private static async Task AskAsync(ProgramProcess program, int first, int count)
    {
        using var client = Client(program);
        for (var i = first; i < first + count; i++)
        {
            using var answer = await client.GetAsync($"/debian/pool/{i}.deb", Stop);
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        }
    }

    private static HttpClient Client(ProgramProcess program) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = program.Address };
}
