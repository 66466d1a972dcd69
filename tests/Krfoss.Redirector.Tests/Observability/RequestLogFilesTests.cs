using System.Text.Json;
using Krfoss.Redirector.Observability;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>Lines of requests in files of their own, for as long as operators say.</summary>
public sealed class RequestLogFilesTests : IDisposable
{
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Each_request_is_a_line_of_todays_file_with_its_event_number()
    {
        await AskAsync("--Redirector:Log:Format=json");
        var line = Assert.Single(await File.ReadAllLinesAsync(
            Assert.Single(Files()), TestContext.Current.CancellationToken));
        using var json = JsonDocument.Parse(line);
        Assert.Equal(LogEvents.Request, json.RootElement.GetProperty("EventId").GetProperty("Id").GetInt32());
        Assert.Equal(Deb, json.RootElement.GetProperty("Path").GetString());
        Assert.Equal("121.128.3.0/24", json.RootElement.GetProperty("Client").GetString());
        Assert.DoesNotContain("121.128.3.4", line);
    }

    [Fact]
    public async Task A_file_that_is_older_than_allowed_is_deleted_and_a_younger_one_stays()
    {
        var old = Write(DateTime.Now.AddDays(-8));
        var young = Write(DateTime.Now.AddDays(-3));
        var other = _folder.Write("notes.txt", "not ours");
        await AskAsync("--Redirector:RequestLog:KeepDays=7");
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(other));
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task Nothing_but_requests_goes_into_the_file()
    {
        await AskAsync();
        Assert.DoesNotContain("Catalog: ", await File.ReadAllTextAsync(
            Assert.Single(Files()), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("1", 1)]
    [InlineData("365", 365)]
    public void Files_are_kept_for_the_days_set_or_for_thirty(string? days, int kept) =>
        Assert.Equal(TimeSpan.FromDays(kept), From(("Folder", _folder.Path), ("KeepDays", days))!.KeepFor);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("4000")]
    [InlineData("forever")]
    public void A_number_of_days_that_cannot_be_meant_is_told(string days) =>
        Assert.Contains("KeepDays", Assert.Throws<SettingException>(() => From(("KeepDays", days))).Message);

    [Fact]
    public void Without_a_folder_there_are_no_files() => Assert.Null(From(("KeepDays", "7"), ("Folder", " ")));

    public void Dispose() => _folder.Dispose();

    private static RequestLogFiles? From(params (string Key, string? Value)[] settings) => RequestLogFiles.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(
            pair => KeyValuePair.Create($"{RequestLogSetting.Key}:{pair.Key}", pair.Value))).Build());

    private string[] Files() => Directory.GetFiles(_folder.Path, "requests-*.log");

    private string Write(DateTime day) => _folder.Write($"requests-{day:yyyyMMdd}.log", "a line\n");

    /// <summary>One request to a program with its own logs, which writes its lines when it stops.</summary>
    private async Task AskAsync(params string[] settings)
    {
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small,
            [
                "--Redirector:RequestLog=truncated",
                $"--Redirector:RequestLog:Folder={_folder.Path}",
                "--Serilog:MinimumLevel:Default=Information",
                .. settings,
            ],
            builder => builder.AddLogs());
        Assert.Equal(302, (await redirector.AskAsync(Deb, "121.128.3.4")).Status);
        await redirector.Services.GetRequiredService<RequestLog>().StopAsync(TestContext.Current.CancellationToken);
    }
}
