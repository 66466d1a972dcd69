using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Tests.GeoData;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>
/// Catalogs and geo data are replaced while clients ask, again and again. What a client gets is always a whole answer
/// of one of the states that were published.
/// </summary>
public sealed class ChangesUnderLoadTests
{
    private const int Clients = 6;
    private const int Changes = 12;

    private static readonly string[] Settings =
    [
        $"--{CatalogOptions.PollSecondsKey}=0.1", $"--{GeoOptions.PollSecondsKey}=0.1",
        $"--{GeoOptions.VerifyKey}=false",
    ];

    [Fact]
    public async Task No_request_notices_that_catalog_snapshot_and_geo_data_are_replaced()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small, Settings);
        var snapshots = redirector.Services.GetRequiredService<SnapshotStore>();
        var geo = redirector.Services.GetRequiredService<GeoStore>();
        var asked = 0;
        for (var change = 1; change <= Changes; change++)
        {
            var (snapshot, table) = (snapshots.Current, geo.Current);
            Replace("mirrors.yaml", Encoding.UTF8.GetBytes(CatalogOf(change)));
            Replace("none.mmdb", GeoScene.City($"City{change}", blocks: 40 + change));
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(60));
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => AskUntilAsync(
                () => WeightOf(snapshots.Current) == WeightOf(change) && !ReferenceEquals(geo.Current, table),
                patience.Token)));
            Assert.NotSame(snapshot, snapshots.Current);
        }

        Assert.Contains(geo.Current.Places, place => place.City == $"City{Changes}");

        async Task AskUntilAsync(Func<bool> isSo, CancellationToken patience)
        {
            using var connection = await RawConnection.OpenAsync(redirector.Address);
            do
            {
                // Another file each time, so that nothing is a repetition; addresses of both geo files and of neither.
                var number = Interlocked.Increment(ref asked);
                await connection.SendAsync(
                    $"GET /debian/pool/main/p/package{number}.deb HTTP/1.1\r\nHost: x\r\n"
                    + $"X-Forwarded-For: {(number % 2 == 0 ? "1.0" : "121.128")}.{number % 30}.9\r\n\r\n");
                var answer = await connection.ReadAsync();
                Assert.NotNull(answer);
                Assert.Equal(302, answer.Status);
                Assert.Equal(
                    $"http://{answer.Mirror}.example/debian/pool/main/p/package{number}.deb", answer.Location);
                patience.ThrowIfCancellationRequested();
            }
            while (!isSo());
        }

        // As whoever copies a file does that should not be read half-written.
        void Replace(string name, byte[] content)
        {
            var file = Path.Combine(redirector.Folder, name);
            File.WriteAllBytes(file + ".new", content);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    private static int WeightOf(int change) => 100 + change;

    private static int WeightOf(RoutingSnapshot snapshot) => snapshot.FindMirror("m1")!.Definition.Weight;

    private static string CatalogOf(int change) => TestCatalogs.Small.Replace(
        "name: One", $"name: One\n    weight: {WeightOf(change)}", StringComparison.Ordinal);
}
