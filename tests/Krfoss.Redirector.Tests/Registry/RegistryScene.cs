using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Registry;

/// <summary>Registries on empty databases of one kind, with a clock that stands at noon in Korea.</summary>
public abstract class RegistryScene : IDisposable
{
    private readonly List<MirrorRegistry> _opened = [];

    protected static DateTimeOffset Noon { get; } = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected ManualTimeProvider Clock { get; } = new();

    private protected abstract RegistryOptions NewDatabase();

    public virtual void Dispose()
    {
        foreach (var registry in _opened) registry.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected MirrorRegistry Open(RegistryOptions? database = null)
    {
        var registry = new MirrorRegistry(database ?? NewDatabase(), Clock, new LogLines<MirrorRegistry>());
        _opened.Add(registry);
        return registry;
    }

    private protected static async Task<string[]> Lines(MirrorRegistry registry)
    {
        using var output = new StringWriter();
        var count = (await registry.ExportAsync(output, Stop)).Get();
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count, lines.Length);
        return lines;
    }
}
