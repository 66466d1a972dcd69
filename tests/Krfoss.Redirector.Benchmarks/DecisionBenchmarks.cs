using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>A decision among so many mirrors of one repository.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private const int Packages = 64;
    private const uint Kt = 4766;

    private static readonly ClientLocation InSeoul = new(new("KR", "Seoul", new(37.5665, 126.9780), 5), Kt);
    private static readonly ClientLocation InKorea = new(new("KR", null, new(37.5112, 126.9741), 200), Kt);

    private readonly string[] _paths =
        [.. Enumerable.Range(0, Packages).Select(i => $"pool/main/p/package{i}/package{i}_1.{i}-1_amd64.deb")];

    private readonly IpNumber[] _clients = GeneratedClients.IPv4();
    private RoutingSnapshot _snapshot = GeneratedNetwork.Snapshot(0);
    private int _next;

    [Params(20, 500, 5000)]
    public int Mirrors { get; set; }

    [GlobalSetup]
    public void BuildSnapshot() => _snapshot = GeneratedNetwork.Snapshot(Mirrors);

    [Benchmark(Baseline = true)]
    public string Location_string_alone() => TrivialRedirect.LocationOf(_next++);

    [Benchmark]
    public MirrorCandidate? Decide_for_a_place() => Decide(InSeoul);

    [Benchmark]
    public MirrorCandidate? Decide_for_a_country() => Decide(InKorea);

    private MirrorCandidate? Decide(ClientLocation location)
    {
        var next = _next++;
        return MirrorSelector.Decide(_snapshot, new()
        {
            Route = _snapshot.Repositories[0],
            Kind = PathKind.Package,
            Path = _paths[next & (Packages - 1)],
            Address = _clients[next & (GeneratedClients.Count - 1)],
            Location = location,
            Attempt = 1,
        }).Candidate;
    }
}
