using Krfoss.Redirector.Cli;
using Krfoss.Redirector.Tests.Crawling;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Cli;

/// <summary><c>crawl</c> from the command line to the exit code, against real servers on loopback.</summary>
[Collection(ConsoleScene.Collection)]
public sealed class CrawlCommandTests : IDisposable
{
    private readonly ConsoleScene _console = new();

    private string State => _console.Folder.File("registry.last-good");

    [Fact]
    public async Task A_round_ends_with_a_table_and_with_1_where_something_is_down()
    {
        await using var origin = await StartAsync(1);
        await using var mirror = await StartAsync(1);
        var run = await CrawlAsync(origin, mirror);
        Assert.Equal((1, ""), (run.Exit, run.Errors));
        Assert.Matches(
            "^mirror +repository +endpoint +state +verdict +newest +shown/verified +lag +index\n", run.Output);
        Assert.Matches(@"\ngood +files +http4 +up +ok +1 of 1 +1/1 of 1 +0 +SHA256SUMS\n", run.Output);
        Assert.Matches(@"\ndead +files +http4 +down +unreachable +0 of 1 +-/- of 1 +- +SHA256SUMS\n", run.Output);
        Assert.DoesNotContain("secret", run.Output);
        Assert.DoesNotContain("\r", run.Output);
        Assert.DoesNotContain(mirror.Requests, asked => asked.Path.StartsWith("/secret", StringComparison.Ordinal));
        Assert.True(File.Exists(State));
    }

    [Fact]
    public async Task What_is_asked_for_alone_is_looked_at_alone()
    {
        await using var origin = await StartAsync(1);
        await using var mirror = await StartAsync(1);
        var run = await CrawlAsync(origin, mirror, "--mirror", "good", "--repository", "files");
        Assert.Equal((0, ""), (run.Exit, run.Errors));
        Assert.DoesNotContain("dead", run.Output);

        // Kept, it would make the next start send everything to this one mirror.
        Assert.False(File.Exists(State));
    }

    [Fact]
    public async Task The_next_round_goes_on_from_what_the_last_one_has_seen()
    {
        await using var origin = await StartAsync(1);
        await using var mirror = await StartAsync(1);
        await CrawlAsync(origin, mirror);
        CrawledScene.Publish(origin, 2);
        var behind = await CrawlAsync(origin, mirror, "--mirror=good");
        Assert.Equal(0, behind.Exit);
        Assert.Matches(@"\ngood +files +http4 +up +\S+ +0 of 1 +1/1 of 2 ", behind.Output);
        CrawledScene.Publish(mirror, 2);
        Assert.Matches(
            @"\ngood +files +http4 +up +ok +1 of 1 +2/2 of 2 +0 ",
            (await CrawlAsync(origin, mirror, "--mirror=good")).Output);
    }

    [Fact]
    public async Task An_origin_that_does_not_answer_is_told_and_ends_with_1()
    {
        await using var mirror = await StartAsync(1);
        var origin = await StartAsync(1);
        var catalog = CrawledScene.Catalog(origin, mirror);
        await origin.DisposeAsync();
        _console.Write("mirrors.yaml", catalog);
        var run = await _console.RunAsync(["crawl", "--mirror=good", .. CrawledScene.Settings]);
        Assert.Equal(1, run.Exit);
        Assert.Contains("the origin of files does not answer: http://127.0.0.1:", run.Errors);
    }

    [Theory]
    [InlineData("--mirror goood: not in the catalog; did you mean `good`?", "--mirror=goood")]
    [InlineData("--repository fils: not in the catalog; did you mean `files`?", "--repository=fils")]
    [InlineData("--mirror secret: private mirrors are never looked at", "--mirror=secret")]
    [InlineData("Redirector:Crawl:Enabled is false", "--Redirector:Crawl:Enabled=false")]
    public async Task Mistakes_end_with_2_and_a_sentence(string told, string word)
    {
        await using var server = await LoopbackOrigin.StartAsync();
        var run = await CrawlAsync(server, server, word);
        Assert.Equal((2, ""), (run.Exit, run.Output));
        Assert.Contains(told, run.Errors);
        Assert.DoesNotContain(server.Requests, asked => asked.Path.Contains("SHA256SUMS", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_is_drawn_in_one_line_and_wiped_at_the_end()
    {
        using var terminal = new StringWriter();
        var bar = new ProgressBar(terminal);
        bar.Tell(1, 4);
        bar.Tell(4, 4);
        bar.Tell(3, 4);
        bar.End();
        Assert.Equal(
            $"\r[{new string('#', 10)}{new string('.', 30)}] 1/4\r[{new string('#', 40)}] 4/4\r\u001b[K",
            terminal.ToString());
        var nowhere = new ProgressBar(null);
        nowhere.Tell(1, 1);
        nowhere.End();
    }

    public void Dispose() => _console.Dispose();

    private static async Task<LoopbackOrigin> StartAsync(int generation)
    {
        var server = await LoopbackOrigin.StartAsync();
        CrawledScene.Publish(server, generation);
        return server;
    }

    private Task<ConsoleRun> CrawlAsync(LoopbackOrigin origin, LoopbackOrigin mirror, params string[] words)
    {
        _console.Write("mirrors.yaml", CrawledScene.Catalog(origin, mirror));
        return _console.RunAsync(["crawl", .. CrawledScene.Settings, .. words]);
    }
}
