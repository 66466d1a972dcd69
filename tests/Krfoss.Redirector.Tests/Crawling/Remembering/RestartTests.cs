using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Krfoss.Redirector.Tests.Crawling.Network;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Remembering;

/// <summary>
/// The program is started anew while neither origin nor mirrors answer. What it knew holds: who was good serves at
/// once, and who was bad does not.
/// </summary>
public sealed class RestartTests : IDisposable
{
    private const int Clients = 60;

    private readonly TemporaryFolder _kept = new();

    private string State => _kept.File("kept.last-good");

    private string Registry => _kept.File("kept.db");

    [Fact]
    public async Task From_the_last_good_file_without_network_and_without_registry()
    {
        await using var network = await KnownNetworkAsync();
        await network.RestartAsync("--ConnectionStrings:Registry=Data Source=/proc/nowhere/registry.db");
        await ServesAsBeforeAsync(network);
    }

    [Fact]
    public async Task From_the_registry_without_network_and_without_the_file()
    {
        await using var network = await KnownNetworkAsync();
        File.Delete(State);
        await network.RestartAsync();
        await ServesAsBeforeAsync(network);

        // Path by path as before, also what came with the newest generation and what has gone.
        var publication = network.Crawl.Get<OriginMemory>().PublicationOf("debian");
        Assert.Equal(2, Assert.Single(publication.Roots).Current.Number);
        Assert.Equal(2, publication.Roots[0].Log.Find(Core.Publication.PathHash.Of(SmallRepository.Beta)).From);
        Assert.Equal("origin", (await network.Crawl.Redirector.AskAsync("/debian/" + SmallRepository.Gone)).Mirror);
    }

    [Fact]
    public async Task From_the_registry_where_the_file_is_damaged()
    {
        await using var network = await KnownNetworkAsync();
        await File.WriteAllTextAsync(State, "no state", TestContext.Current.CancellationToken);
        await network.RestartAsync();
        await ServesAsBeforeAsync(network);
    }

    [Fact]
    public async Task From_nothing_where_both_are_gone()
    {
        await using var network = await KnownNetworkAsync();
        File.Delete(State);
        await network.RestartAsync($"--ConnectionStrings:Registry=Data Source={_kept.File("other.db")}");
        Assert.All(network.Members, member => Assert.Equal(HealthState.Unknown, network.HealthOf(member).State));
    }

    [Fact]
    public async Task The_file_is_believed_before_the_registry()
    {
        await using var network = await KnownNetworkAsync();

        // Only the file hears of it.
        network.Members[0].Mirror.Turn(LiarKind.Dead);
        network.Members[1].Mirror.Turn(LiarKind.Honest);
        network.Origin.IsDead = false;
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(3));
        var state = network.HealthOf(network.Members[0]).State;
        Assert.True(network.Crawl.Get<CrawlRecall>().Keep());
        await network.RestartAsync();
        Assert.Equal(state, network.HealthOf(network.Members[0]).State);
    }

    [Fact]
    public async Task A_registry_that_lost_everything_gets_all_of_it_again()
    {
        await using var network = await KnownNetworkAsync();
        File.Delete(State);
        var all = network.Crawl.Get<RegistryRecall>().Everything();
        Assert.Equal((3, 2, 1), (all.MirrorStates.Count, all.Generations.Count, all.Parts.Count));
        var empty = $"--ConnectionStrings:Registry=Data Source={_kept.File("empty.db")}";
        await network.RestartAsync(empty);
        Assert.True(await WriteAsync(network, all));
        await network.RestartAsync(empty);
        await ServesAsBeforeAsync(network);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _kept.Dispose();
    }

    private static Task<bool> WriteAsync(ManualNetwork network, ObservationBatch batch)
    {
        network.Crawl.Get<ObservationWriter>().Record(batch);
        return network.Crawl.Get<ObservationWriter>().FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Three mirrors, one of them down, and all of that kept; then everybody falls silent.</summary>
    private async Task<ManualNetwork> KnownNetworkAsync()
    {
        var network = await ManualNetwork.StartAsync(
            3, $"--Redirector:State={State}", $"--ConnectionStrings:Registry=Data Source={Registry}");
        network.Members[2].Mirror.Turn(LiarKind.Dead);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(HealthState.Down, network.HealthOf(network.Members[2]).State);
        Assert.True(await network.Crawl.Get<ObservationWriter>().FlushAsync(TestContext.Current.CancellationToken));
        Assert.True(network.Crawl.Get<CrawlRecall>().Keep());
        network.Origin.IsDead = true;
        foreach (var member in network.Members) member.Mirror.Turn(LiarKind.Dead);
        return network;
    }

    private static async Task ServesAsBeforeAsync(ManualNetwork network)
    {
        Assert.Equal(HealthState.Down, network.HealthOf(network.Members[2]).State);
        var sent = await network.SendAsync(Clients);
        Assert.Equal(Clients, sent[network.Members[0].Place] + sent[network.Members[1].Place]);
        Assert.All(network.Members.Take(2), member => Assert.NotEqual(0, sent[member.Place]));
    }
}
