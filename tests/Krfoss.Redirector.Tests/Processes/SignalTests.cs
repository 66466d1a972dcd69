using System.Diagnostics;
using System.Net;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>What the real process does when it is told to stop, and after it was killed.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public SignalTests() => File.WriteAllText(_folder.File("mirrors.yaml"), TestCatalogs.Small);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_sigterm_it_says_not_ready_serves_on_and_ends_with_0()
    {
        using var program = await ProgramProcess.StartAsync(_folder, "--Redirector:DrainSeconds=1");
        Assert.Contains(program.Lines, line => line.Contains("Catalog: ", StringComparison.Ordinal));
        Assert.Contains(program.Lines, line => line.Contains("Registry: ", StringComparison.Ordinal));
        using var client = Client(program);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "/healthz/ready"));

        var started = Stopwatch.StartNew();
        program.Signal("TERM");
        // Nothing but asking tells when the signal has arrived.
        while (await StatusAsync(client, "/healthz/ready") == HttpStatusCode.OK) Assert.True(started.Elapsed < Longest);
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, $"/debian/pool/{i}.deb"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(client, "/healthz/ready"));
        Assert.Equal(0, await program.ExitAsync());
        Assert.InRange(started.Elapsed, TimeSpan.FromSeconds(1), Longest);
        Assert.Contains(program.Lines, line => line.Contains("Stopping: not ready", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_thousand_redirects_leave_no_line_on_the_console()
    {
        using var program = await ProgramProcess.StartAsync(_folder, "--Redirector:DrainSeconds=0");
        using var client = Client(program);
        var before = program.Lines.Count;
        for (var i = 0; i < 1_000; i++)
            Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, $"/debian/pool/{i}.deb"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, "/debian/pool%2fx.deb"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/nothing"));
        program.Signal("TERM");
        Assert.Equal(0, await program.ExitAsync());
        Assert.Contains("Stopping", Assert.Single(program.Lines.Skip(before)));
    }

    [Fact]
    public async Task Killed_in_the_middle_it_comes_back()
    {
        // Made before: a program that is killed in its first second may not have come to it yet.
        Assert.Equal(0, (await ProgramProcess.RunAsync(_folder, "registry", "migrate")).Exit);
        for (var round = 0; round < 3; round++)
        {
            using var program = await ProgramProcess.StartAsync(_folder);
            using var client = Client(program);
            Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, $"/debian/pool/{round}.deb"));
            program.Signal("KILL");
            Assert.NotEqual(0, await program.ExitAsync());
        }

        var (exit, output, errors) = await ProgramProcess.RunAsync(_folder, "registry", "export");
        Assert.True(exit == 0, errors);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("{", line));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.damaged-*"));
    }

    public void Dispose() => _folder.Dispose();

    private static HttpClient Client(ProgramProcess program) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = program.Address };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Stop);
        return answer.StatusCode;
    }
}
