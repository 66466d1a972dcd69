using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// A decision in a small and in the largest network, once from a prepared order and once from all mirrors of the
/// repository, as it is for whoever avoids one of them.
/// </summary>
[MemoryDiagnoser]
public class NetworkSizeBenchmarks
{
    private const int Packages = 64;
    private const int Clients = 256;
    private const int SmallMirrors = 20;
    private const int SmallRepositories = 5;
    private const int LargeRepositories = 200;

    // All over Korea, as the mirrors are: who stands at its edge has fewer of them near.
    private static readonly GeoPlace[] Places =
    [
        .. Enumerable.Range(0, Clients).Select(number => new GeoPlace(
            "KR", "Somewhere", new(34.5 + (number * 41 % 300 / 100.0), 126.5 + (number * 59 % 250 / 100.0)), 5)),
    ];

    private readonly string[] _paths =
        [.. Enumerable.Range(0, Packages).Select(i => $"pool/main/p/package{i}/package{i}_1.{i}-1_amd64.deb")];

    private readonly IpNumber[] _clients = GeneratedClients.IPv4();
    private RoutingSnapshot _snapshot = GeneratedNetwork.Snapshot(0);
    private AvoidedMirrors _avoided;
    private int _next;

    [Params(20, 5000)]
    public int Mirrors { get; set; }

    [GlobalSetup]
    public void BuildSnapshot()
    {
        _snapshot = GeneratedNetwork.Snapshot(
            Mirrors, Mirrors == SmallMirrors ? SmallRepositories : LargeRepositories);
        _avoided.Add(AvoidedMirrors.TagOf(_snapshot.Mirrors[1]));
        for (var i = 0; i < Clients; i++) Decide_from_a_prepared_order();
    }

    [Benchmark(Baseline = true)]
    public string Location_string_alone() => TrivialRedirect.LocationOf(_next++);

    [Benchmark]
    public MirrorCandidate? Decide_from_a_prepared_order() => Decide(default);

    [Benchmark]
    public MirrorCandidate? Decide_from_all_mirrors() => Decide(_avoided);

    private MirrorCandidate? Decide(AvoidedMirrors avoided)
    {
        var next = _next++;
        return MirrorSelector.Decide(_snapshot, new()
        {
            Route = _snapshot.Repositories[0],
            Kind = PathKind.Package,
            Path = _paths[next & (Packages - 1)],
            Address = _clients[next & (GeneratedClients.Count - 1)],
            Location = new(Places[next & (Clients - 1)], 0),
            Attempt = 1,
            Avoided = avoided,
        }).Candidate;
    }
}
