using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Importing;

/// <summary>
/// A catalog file of <see cref="LineCatalog"/> and the worker that watches it. The registry is away: nothing here may
/// wait for it.
/// </summary>
internal sealed class WatchedCatalog : IAsyncDisposable
{
    public const string Good = "one debian\ntwo debian\nthree debian";

    private readonly MirrorRegistry _registry;
    private readonly CatalogRecorder _recorder;

    public WatchedCatalog(bool allowMassRemoval = false)
    {
        _registry = new(new(RegistryProvider.Sqlite, "", "away"), Clock, new LogLines<MirrorRegistry>());
        _recorder = new(_registry, Clock, new LogLines<CatalogRecorder>());
        Watcher = new(
            new("mirrors.yaml") { AllowMassRemoval = allowMassRemoval },
            new("mirrors.yaml", Folder.Path, Folder.File("program")),
            LineCatalog.Read, Current, Signal, _recorder, Clock, Log);
    }

    public TemporaryFolder Folder { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public CurrentCatalog Current { get; } = new();

    public PublishSignal Signal { get; } = new();

    public LogLines<CatalogWatcher> Log { get; } = new();

    public CatalogWatcher Watcher { get; }

    public CatalogStatus Status => Watcher.Status;

    /// <summary>What the log says of the catalog's mistakes.</summary>
    public IReadOnlyList<string> Complaints => [.. Log.Of(LogEvents.CatalogProblemFound)];

    public string File => Folder.File("mirrors.yaml");

    /// <summary>The ids of the mirrors that are served, in order.</summary>
    public string Mirrors => string.Join(' ', Current.Value.Mirrors.Select(mirror => mirror.Id));

    public void Write(string text) => Folder.Write("mirrors.yaml", text);

    public void Start(string text)
    {
        Write(text);
        Assert.NotNull(Watcher.LoadFirst().Catalog);
    }

    public void Poll(int times)
    {
        for (var i = 0; i < times; i++) Watcher.Poll();
    }

    public async ValueTask DisposeAsync()
    {
        await Watcher.StopAsync(CancellationToken.None);
        Watcher.Dispose();
        _recorder.Dispose();
        _registry.Dispose();
        Folder.Dispose();
    }
}
