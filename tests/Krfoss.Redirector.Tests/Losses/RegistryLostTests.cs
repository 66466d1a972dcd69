using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Losses;

/// <summary>Redirects do not need the registry: not to start, and not to go on.</summary>
public sealed class RegistryLostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => _folder.File("registry.db");

    public static TheoryData<string> AwayAtStart => ["folder is a file", "file is a folder", "locked", "port closed"];

    [Theory]
    [MemberData(nameof(AwayAtStart))]
    public async Task Away_at_the_start(string how)
    {
        using var holder = how == "locked" ? Lock() : null;
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small, Settings(how));
        Assert.NotNull((await UseAsync(redirector)).Error);
        await redirector.ServesAsync();
        Assert.Equal("unavailable", await redirector.ReadinessAsync("registry"));
        Assert.Equal("0", await redirector.MetricAsync("krfoss_registry_up"));
    }

    [Fact]
    public async Task Garbage_at_the_start_is_set_aside()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), Stop);
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small, Settings("garbage"));
        Assert.Null((await UseAsync(redirector)).Error);
        await redirector.ServesAsync();
        Assert.Equal("ok", await redirector.ReadinessAsync("registry"));
        Assert.Single(Directory.GetFiles(_folder.Path, "registry.db.damaged-*"));
    }

    [Fact]
    public async Task Deleted_while_running_it_is_made_anew()
    {
        await using var redirector = await RecordedAsync(Settings("deleted"));
        Assert.Null((await UseAsync(redirector)).Error);
        foreach (var suffix in (string[])["", "-wal", "-shm"]) System.IO.File.Delete(File + suffix);
        await redirector.ServesAsync();
        Assert.Null((await UseAsync(redirector)).Error);
        Assert.True(System.IO.File.Exists(File));
        Assert.Equal("1", await redirector.MetricAsync("krfoss_registry_up"));
    }

    [Fact]
    public async Task Its_folder_replaced_by_a_file_while_running()
    {
        var folder = Directory.CreateDirectory(_folder.File("data")).FullName;
        await using var redirector = await RecordedAsync(
            [$"--ConnectionStrings:Registry=Data Source={folder}/registry.db"]);
        Assert.Null((await UseAsync(redirector)).Error);
        Directory.Delete(folder, recursive: true);
        await System.IO.File.WriteAllTextAsync(folder, "", Stop);
        Assert.NotNull((await UseAsync(redirector)).Error);
        await redirector.ServesAsync();
        Assert.Equal("unavailable", await redirector.ReadinessAsync("registry"));
        Assert.Equal("0", await redirector.MetricAsync("krfoss_registry_up"));

        System.IO.File.Delete(folder);
        Assert.Null((await UseAsync(redirector)).Error);
        Assert.Equal("ok", await redirector.ReadinessAsync("registry"));
    }

    [Fact]
    public async Task Locked_by_somebody_else_while_running()
    {
        await using var redirector = await RecordedAsync(Settings("lock"));
        Assert.Null((await UseAsync(redirector)).Error);
        using var holder = Lock();
        var writing = redirector.Services.GetRequiredService<MirrorRegistry>()
            .RememberIndexRootsAsync([new("debian", "dists/stable", DateTimeOffset.UnixEpoch, null)], Stop);
        await redirector.ServesAsync();
        Assert.NotNull((await writing).Error);
        Assert.Equal("unavailable", await redirector.ReadinessAsync("registry"));
    }

    [Fact]
    public async Task Overwritten_with_garbage_while_running()
    {
        await using var redirector = await RecordedAsync(Settings("garbage"));
        Assert.Null((await UseAsync(redirector)).Error);
        foreach (var suffix in (string[])["-wal", "-shm"]) System.IO.File.Delete(File + suffix);
        await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), Stop);
        await UseAsync(redirector);
        await redirector.ServesAsync();
        Assert.Equal("ready", await redirector.ReadinessAsync("status"));
        Assert.Null((await UseAsync(redirector)).Error);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    // The catalog is written down in the background; a loss comes after that, not into the middle of it.
    private static async Task<RunningRedirector> RecordedAsync(string[] settings)
    {
        var log = new LogLines<CatalogRecorder>();
        var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small,
            settings,
            builder => builder.Services.AddSingleton<ILogger<CatalogRecorder>>(log));
        await log.FirstAsync(LogEvents.CatalogRecorded);
        await redirector.Services.GetRequiredService<CatalogRecorder>().StopAsync(Stop);
        return redirector;
    }

    private static Task<RegistryAnswer<bool>> UseAsync(RunningRedirector redirector) =>
        redirector.Services.GetRequiredService<MirrorRegistry>().MigrateAsync(Stop);

    private string[] Settings(string how)
    {
        switch (how)
        {
            case "folder is a file":
                System.IO.File.WriteAllText(_folder.File("data"), "");
                return [$"--ConnectionStrings:Registry=Data Source={_folder.File("data")}/registry.db"];
            case "file is a folder":
                Directory.CreateDirectory(File);
                break;
            case "port closed":
                return
                [
                    "--Redirector:Registry:Provider=postgres",
                    $"--ConnectionStrings:Registry=Host=127.0.0.1;Port={ClosedPort()};Database=x;Username=x;Timeout=2",
                ];
        }

        return [$"--ConnectionStrings:Registry=Data Source={File};Default Timeout=1"];
    }

    private SqliteConnection Lock()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
