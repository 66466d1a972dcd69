using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Krfoss.Redirector.Tests.Importing;

/// <summary>
/// Files → reader → publisher and registry, put together as the program does it, with the real reader.
/// </summary>
public sealed class CatalogFlowTests : IAsyncDisposable
{
    private const string Yaml = """
        version: 1
        repositories:
          debian: {format: apt, origin: https://origin.example/debian}
        mirrors:
          one:
            name: One
            location: {city: Gwangju, country: KR, latitude: 35.16, longitude: 126.85}
            urls: [https://one.example]
            repositories: {debian: }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly System.Threading.Channels.Channel<CatalogDefinition> _published =
        System.Threading.Channels.Channel.CreateUnbounded<CatalogDefinition>();
    private readonly ServiceProvider _services;

    public CatalogFlowTests()
    {
        _folder.Write("mirrors.yaml", Yaml);
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [CatalogOptions.FileKey] = _folder.File("mirrors.yaml"),
            [CatalogOptions.PollSecondsKey] = "0.1",
            [RegistryOptions.ConnectionKey] = $"Data Source={_folder.File("registry.db")}",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddRegistry(configuration).AddPublishing(configuration).AddImporting(configuration)
            .AddSingleton<PublishSnapshot>((catalog, _) => _published.Writer.TryWrite(catalog))
            .BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_file_is_published_and_recorded()
    {
        Assert.Empty(_services.GetRequiredService<CatalogWatcher>().LoadFirst().Problems);
        foreach (var worker in _services.GetServices<IHostedService>()) await worker.StartAsync(Stop);
        Assert.Equal("One", (await _published.Reader.ReadAsync(Stop)).Mirrors[0].Name);

        _folder.Write("mirrors.yaml", Yaml.Replace("name: One", "name: 하나", StringComparison.Ordinal));
        Assert.Equal("하나", (await _published.Reader.ReadAsync(Stop)).Mirrors[0].Name);

        await _services.GetRequiredService<CatalogRecorder>().WriteLatestAsync(Stop);
        var newest = (await _services.GetRequiredService<MirrorRegistry>().ReadEventsAsync(1, Stop)).Get()[0];
        Assert.Equal(("changed", "name One → 하나"), (newest.Kind, newest.Text));
    }

    [Fact]
    public void A_mistake_names_file_line_and_column()
    {
        _folder.Write("mirrors.yaml", Yaml.Replace("    name: One", "    nam: One", StringComparison.Ordinal));
        var load = _services.GetRequiredService<CatalogWatcher>().LoadFirst();
        Assert.Null(load.Catalog);
        Assert.Contains(load.Problems, p =>
            p is { Line: 6, Column: 5 } && p.File.EndsWith("mirrors.yaml", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _services.GetServices<IHostedService>().Reverse())
            await worker.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
