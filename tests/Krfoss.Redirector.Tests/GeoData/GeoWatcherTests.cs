using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Tests.GeoData;

public sealed class GeoWatcherTests
{
    [Fact]
    public void Files_are_in_use_as_soon_as_they_are_loaded()
    {
        using var scene = Loaded();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.Equal(4766u, scene.Locate("1.0.0.1").Asn);
        Assert.Equal([GeoRole.City, GeoRole.Asn], scene.Store.Status.Databases.Select(d => d.File.Role));
        Assert.Equal(scene.Clock.GetUtcNow(), scene.Store.Status.LoadedAt);
        Assert.Null(scene.Store.Status.LastProblem);
        var line = Assert.Single(scene.Log.Lines, l => l.Contains("Geo data: ", StringComparison.Ordinal));
        Assert.Matches("Geo data: Test-City built 20[0-9-]+ .*, Test-ASN built 20[0-9-]+ ", line);
    }

    [Fact]
    public void Replaced_file_is_swapped_in_at_the_next_poll()
    {
        using var scene = Loaded();
        var before = scene.Store.Current;
        scene.Watcher.Poll();
        Assert.Same(before, scene.Store.Current);
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju", blocks: 41));
        scene.Watcher.Poll();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
        Assert.Equal(4766u, scene.Locate("1.0.0.1").Asn);
    }

    [Fact]
    public void File_written_again_with_the_same_content_changes_nothing()
    {
        using var scene = Loaded();
        var before = scene.Store.Current;
        File.SetLastWriteTimeUtc(scene.CityPath, DateTime.UtcNow.AddHours(1));
        scene.Watcher.Poll();
        Assert.Same(before, scene.Store.Current);
    }

    [Fact]
    public void Bad_new_file_changes_nothing_but_one_log_line_and_the_count()
    {
        using var scene = Loaded();
        var before = scene.Store.Current;
        scene.Log.Lines.Clear();
        File.WriteAllText(scene.CityPath, "<html>404</html>");
        for (var i = 0; i < 3; i++) scene.Watcher.Poll();
        Assert.Same(before, scene.Store.Current);
        var line = Assert.Single(scene.Log.Lines);
        Assert.StartsWith("Error: Geo data for City stays as it is", line);
        Assert.Contains("metadata marker is missing", line);
        Assert.Equal(1, scene.Store.RejectedLoads);
        Assert.Contains("metadata marker", scene.Store.Status.LastProblem);
        Assert.Equal(2, scene.Store.Status.Databases.Count);
    }

    [Fact]
    public void Truncated_copy_is_refused_and_its_completion_taken()
    {
        using var scene = Loaded();
        var next = GeoScene.City("Jeju", blocks: 41);
        foreach (var length in (int[])[0, 10, next.Length / 2, next.Length - 1])
        {
            File.WriteAllBytes(scene.CityPath, next[..length]);
            scene.Watcher.Poll();
            Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        }

        Assert.Equal(4, scene.Store.RejectedLoads);
        File.WriteAllBytes(scene.CityPath, next);
        scene.Watcher.Poll();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
        Assert.Null(scene.Store.Status.LastProblem);
    }

    [Fact]
    public void Refused_file_completed_without_a_trace_in_its_times_is_taken()
    {
        using var scene = Loaded();
        var next = GeoScene.City("Jeju", blocks: 41);
        var time = new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc);
        var holes = (byte[])next.Clone();
        holes.AsSpan(next.Length / 2).Clear();
        File.WriteAllBytes(scene.CityPath, holes);
        File.SetLastWriteTimeUtc(scene.CityPath, time);
        scene.Watcher.Poll();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        File.WriteAllBytes(scene.CityPath, next);
        File.SetLastWriteTimeUtc(scene.CityPath, time);
        scene.Watcher.Poll();
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
    }

    [Fact]
    public void Damage_that_only_the_whole_walk_finds_is_refused_by_name()
    {
        using var scene = Loaded();
        var damaged = GeoScene.City("Jeju", blocks: 41);
        // A leaf in the middle of the tree now leads far behind the data.
        damaged.AsSpan(6 * 40, 6).Fill(0xFE);
        File.WriteAllBytes(scene.CityPath, damaged);
        scene.Watcher.Poll();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.Contains($"{scene.CityPath}: search tree", scene.Store.Status.LastProblem);
    }

    [Fact]
    public void File_that_disappears_leaves_its_data_in_use()
    {
        using var scene = Loaded();
        File.Delete(scene.CityPath);
        scene.Watcher.Poll();
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(9318));
        scene.Watcher.Poll();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.Equal(0, scene.Store.RejectedLoads);
        Assert.Contains("no such file", scene.Store.Status.LastProblem);
    }

    [Fact]
    public void Missing_files_are_told_once_and_found_when_they_come()
    {
        using var scene = new GeoScene();
        scene.Watcher.LoadNow();
        for (var i = 0; i < 3; i++) scene.Watcher.Poll();
        Assert.Equal(ClientLocation.Unknown, scene.Locate("1.0.0.1"));
        Assert.Equal(2, scene.Log.Lines.Count);
        Assert.All(scene.Log.Lines, l => Assert.Contains("every client counts as site.default_country", l));
        Assert.Equal(2, scene.Store.Status.Missing.Count);
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(4766));
        scene.Watcher.Poll();
        Assert.Equal(4766u, scene.Locate("1.0.0.1").Asn);
        Assert.Equal(GeoRole.City, Assert.Single(scene.Store.Status.Missing).Role);
    }

    [Fact]
    public void Much_smaller_file_is_refused()
    {
        using var scene = Loaded();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju", blocks: 3));
        scene.Watcher.Poll();
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        Assert.Contains("more than half", scene.Store.Status.LastProblem);
    }

    [Fact]
    public void Database_without_the_Korean_carriers_is_refused_unless_told_otherwise()
    {
        using var scene = new GeoScene(verifyKnownAddresses: true);
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        scene.Watcher.LoadNow();
        Assert.Equal(ClientLocation.Unknown, scene.Locate("1.0.0.1"));
        Assert.Contains("KT", scene.Store.Status.LastProblem);
    }

    [Fact]
    public void Several_files_of_one_role_are_one_table()
    {
        using var scene = new GeoScene(city: "");
        var ipv4 = scene.Path("city-ipv4.mmdb");
        var ipv6 = scene.Path("city-ipv6.mmdb");
        File.WriteAllBytes(ipv4, GeoScene.City("Gumi"));
        File.WriteAllBytes(ipv6, new MmdbWriter(6, 24, "Test-City")
            .Insert("2001:db8::/32", GeoRecords.FlatCity("KR", "Jeju", 33.5f, 126.5f)).ToArray());
        using var both = new GeoScene(city: $"{ipv4} ; {ipv6}");
        both.Watcher.LoadNow();
        Assert.Equal("Gumi", both.Locate("1.0.0.1").Place.City);
        Assert.Equal("Jeju", both.Locate("2001:db8::1").Place.City);
    }

    [Fact]
    public void Old_file_is_warned_about_once()
    {
        using var scene = Loaded();
        scene.Watcher.Poll();
        Assert.DoesNotContain(scene.Log.Lines, l => l.StartsWith("Warning", StringComparison.Ordinal));
        scene.Clock.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 3; i++) scene.Watcher.Poll();
        var warnings = scene.Log.Lines.Where(l => l.StartsWith("Warning", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, warnings.Length);
        Assert.All(warnings, w => Assert.Contains("fetch a current one", w));
    }

    [Fact]
    public async Task Worker_polls_by_the_clock()
    {
        using var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        var polled = new SemaphoreSlim(0);
        scene.Store.Polled += (_, _) => polled.Release();
        await scene.Watcher.StartAsync(TestContext.Current.CancellationToken);
        await polled.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);

        File.WriteAllBytes(scene.CityPath, GeoScene.City("Jeju", blocks: 41));
        scene.Clock.Advance(TimeSpan.FromSeconds(scene.Options.PollSeconds - 1));
        Assert.Equal("Gumi", scene.Locate("1.0.0.1").Place.City);
        scene.Clock.Advance(TimeSpan.FromSeconds(1));
        await polled.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("Jeju", scene.Locate("1.0.0.1").Place.City);
        await scene.Watcher.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_look_that_fails_is_told_once_and_the_worker_goes_on()
    {
        using var scene = new GeoScene();
        var polled = new SemaphoreSlim(0);
        scene.Store.Polled += (_, _) =>
        {
            polled.Release();
            throw new InvalidOperationException("a bug of a listener");
        };
        await scene.Watcher.StartAsync(TestContext.Current.CancellationToken);
        for (var look = 0; look < 3; look++)
        {
            await polled.WaitAsync(TestContext.Current.CancellationToken);
            scene.Clock.Advance(TimeSpan.FromSeconds(scene.Options.PollSeconds));
        }

        await polled.WaitAsync(TestContext.Current.CancellationToken);
        await scene.Watcher.StopAsync(TestContext.Current.CancellationToken);
        Assert.True(scene.Watcher.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Single(scene.Log.Lines, l => l.Contains("Looking at the geo data failed", StringComparison.Ordinal));
    }

    private static GeoScene Loaded()
    {
        var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(4766));
        scene.Watcher.LoadNow();
        return scene;
    }
}
