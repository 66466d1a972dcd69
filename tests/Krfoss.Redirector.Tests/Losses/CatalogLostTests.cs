using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Losses;

/// <summary>
/// A broken catalog ends the program at its start and changes nothing later; an empty one is served as it is.
/// </summary>
public sealed class CatalogLostTests
{
    private const string NoMirrors = "version: 1\nsite: {name: T, url: \"http://t.example\", default_country: KR}\n"
        + "repositories:\n  debian: {format: apt, origin: \"https://origin.example/debian\"}\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("version: [", "mirrors.yaml:")]
    [InlineData("version: 1\nsite: {name: T}\nrepositoris: {}\n", "did you mean")]
    [InlineData("version: 1\nsite: {name: \"\u0001\"}\n", "mirrors.yaml:")]
    public async Task Broken_at_the_start_every_problem_is_told_and_nothing_starts(string? text, string told)
    {
        using var folder = new TemporaryFolder();
        if (text is not null) await File.WriteAllTextAsync(folder.File("mirrors.yaml"), text, Stop);
        await using var app = RedirectorHost.Build(
            [$"--Redirector:Catalog={folder.File("mirrors.yaml")}", .. RedirectorHost.Quiet]);
        await using var problems = new StringWriter();
        Assert.False(await FirstLoad.RunAsync(app, problems));
        Assert.Contains(told, problems.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public async Task Empty_at_the_start_everything_is_404_and_health_answers(string catalog)
    {
        await using var redirector = await RunningRedirector.StartAsync(catalog);
        var answers = await redirector.AskForPackagesAsync(LossScene.Requests);
        Assert.All(answers, answer => Assert.Equal(404, answer.Status));
        Assert.Equal("ready", await redirector.ReadinessAsync("status"));
        Assert.Equal("0", await redirector.MetricAsync("krfoss_catalog_repositories"));
    }

    [Fact]
    public async Task Without_mirrors_the_origin_answers()
    {
        await using var redirector = await RunningRedirector.StartAsync(NoMirrors);
        await redirector.ServesAsync(fromMirrors: false);
        Assert.Equal("0", await redirector.MetricAsync("krfoss_catalog_mirrors"));
    }

    [Fact]
    public async Task With_every_mirror_drained_the_origin_answers()
    {
        var drained = TestCatalogs.Small.Replace("    location: {", "    weight: 0\n    location: {");
        await using var redirector = await RunningRedirector.StartAsync(drained);
        Assert.Equal("3", await redirector.MetricAsync("krfoss_catalog_mirrors"));
        await redirector.ServesAsync(fromMirrors: false);
        Assert.Equal("origin-no-mirror", (await redirector.AskAsync("/debian/pool/a.deb")).Reason);
    }

    [Fact]
    public async Task Drained_while_running_the_origin_answers()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await redirector.ServesAsync();
        Write(redirector, TestCatalogs.Small.Replace("    location: {", "    weight: 0\n    location: {"));
        Poll(redirector);
        redirector.Services.GetRequiredService<SnapshotPublisher>().PublishNow();
        await redirector.ServesAsync(fromMirrors: false);
        Assert.Equal("1", await redirector.MetricAsync("krfoss_catalog_in_sync"));
    }

    public static TheoryData<string> LostWhileRunning =>
    [
        "gone",
        "version: [",
        "version: 1\n",
        new string('[', 100_000),
        "\0\0\0\0",
        NoMirrors,
        "",
        TestCatalogs.Small[..TestCatalogs.Small.IndexOf("  m2:", StringComparison.Ordinal)],
    ];

    [Theory]
    [MemberData(nameof(LostWhileRunning))]
    public async Task Lost_while_running_the_last_good_one_stays(string text)
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        if (text == "gone") File.Delete(Path.Combine(redirector.Folder, "mirrors.yaml"));
        else Write(redirector, text);
        Poll(redirector);
        await redirector.ServesAsync();
        Assert.StartsWith("the files are refused", await redirector.ReadinessAsync("catalog"));
        Assert.Equal("0", await redirector.MetricAsync("krfoss_catalog_in_sync"));
        Assert.Equal("3", await redirector.MetricAsync("krfoss_catalog_mirrors"));

        Write(redirector, TestCatalogs.Small);
        Poll(redirector);
        Assert.Equal("ok", await redirector.ReadinessAsync("catalog"));
        Assert.Equal("1", await redirector.MetricAsync("krfoss_catalog_in_sync"));
    }

    // Whatever takes something away counts when it was seen twice.
    private static void Poll(RunningRedirector redirector)
    {
        var watcher = redirector.Services.GetRequiredService<CatalogWatcher>();
        watcher.Poll();
        watcher.Poll();
    }

    private static void Write(RunningRedirector redirector, string catalog) =>
        File.WriteAllText(Path.Combine(redirector.Folder, "mirrors.yaml"), catalog);
}
