using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>What a change of the catalog costs: five repositories, every mirror carries all of them.</summary>
[MemoryDiagnoser]
[BenchmarkCategory(Smoke.SmokeRun.Slow)]
public class SnapshotBenchmarks
{
    private CatalogDefinition _catalog = CatalogDefinition.Empty;

    [Params(20, 500, 5000)]
    public int Mirrors { get; set; }

    [GlobalSetup]
    public void MakeCatalog() => _catalog = GeneratedNetwork.Catalog(Mirrors);

    [Benchmark]
    public RoutingSnapshot Build() => SnapshotBuilder.Build(_catalog, 1, GeneratedNetwork.Day);
}
