using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// What a start costs with the bundled geo data: merged anew, and read back as it was saved by an earlier start.
/// </summary>
[MemoryDiagnoser]
[BenchmarkCategory(Smoke.SmokeRun.Slow)]
public class GeoTableBenchmarks
{
    private const string Key = "bundled";

    private byte[] _saved = [];
    private MmdbReader _city = null!;
    private MmdbReader _asn = null!;

    [GlobalSetup]
    public void SaveTable()
    {
        _city = Open("city.mmdb");
        _asn = Open("asn.mmdb");
        using var saved = new MemoryStream();
        GeoTable.Build(_city, _asn).Save(saved, Key);
        _saved = saved.ToArray();
    }

    [Benchmark(Baseline = true)]
    public GeoTable Merge_city_alone() => GeoTable.Build(_city);

    [Benchmark]
    public GeoTable? Load_saved() => GeoTable.Load(new MemoryStream(_saved), Key);

    private static MmdbReader Open(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "config", "geo", name);
        return MmdbReader.Open(File.ReadAllBytes(path), name);
    }
}
