using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.GeoData;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>The steps of a request before the decision, with the bundled geo data.</summary>
[MemoryDiagnoser]
public class RequestBenchmarks
{
    private const string Package = "pool/main/libr/libreoffice/libreoffice-core_7.4.7-1%2bdeb12u5_amd64.deb";
    private const string TidyPackage = "pool/main/h/hello/hello_2.10-3_amd64.deb";
    private const string Index = "dists/bookworm/main/binary-amd64/by-hash/SHA256/0123456789abcdef";

    private readonly IpNumber[] _ipv4 = GeneratedClients.IPv4();
    private readonly IpNumber[] _ipv6 = GeneratedClients.IPv6();
    private GeoTable _geo = GeoTable.Empty;
    private int _next;

    [GlobalSetup]
    public void LoadGeoData()
    {
        using var app = RedirectorHost.Build(RedirectorHost.Quiet);
        app.Services.GetRequiredService<GeoWatcher>().LoadNow();
        _geo = app.Services.GetRequiredService<GeoStore>().Current;
        if (_geo.Sources.Count != 2) throw new InvalidOperationException("The bundled geo data was not found.");
    }

    [Benchmark(Baseline = true)]
    public string Location_string_alone() => TrivialRedirect.LocationOf(_next++);

    [Benchmark]
    public ClientLocation Locate_IPv4() => _geo.Locate(_ipv4[_next++ & (GeneratedClients.Count - 1)]);

    [Benchmark]
    public ClientLocation Locate_IPv6() => _geo.Locate(_ipv6[_next++ & (GeneratedClients.Count - 1)]);

    [Benchmark]
    public TargetVerdict Check_target() => RequestTarget.Check(Turn("/debian/" + TidyPackage), out _);

    [Benchmark]
    public TargetVerdict Check_target_with_an_escape() => RequestTarget.Check(Turn("/debian/" + Package), out _);

    [Benchmark]
    public PathKind Classify_package() => PathClassifier.Classify(RepositoryFormat.Apt, Turn(TidyPackage));

    [Benchmark]
    public PathKind Classify_package_with_an_escape() => PathClassifier.Classify(RepositoryFormat.Apt, Turn(Package));

    [Benchmark]
    public PathKind Classify_index() => PathClassifier.Classify(RepositoryFormat.Apt, Turn(Index));

    // Counts as the others do, and keeps the compiler from working a constant out beforehand.
    private string Turn(string path)
    {
        _next++;
        return path;
    }
}
