using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Importing;

public sealed class CatalogWatcherTests : IAsyncDisposable
{
    private readonly WatchedCatalog _catalog = new();

    [Fact]
    public async Task The_first_load_serves_and_rings()
    {
        _catalog.Write(WatchedCatalog.Good);
        var load = _catalog.Watcher.LoadFirst();
        Assert.NotNull(load.Catalog);
        Assert.Equal("one two three", _catalog.Mirrors);
        await _catalog.Signal.WaitAsync(TestContext.Current.CancellationToken);
        var status = _catalog.Status;
        Assert.Equal((3, 1, false, 0L),
            (status.Mirrors, status.Repositories, status.LastReloadFailed, status.RejectedReloads));
        Assert.Equal((_catalog.Clock.GetUtcNow(), _catalog.File), (status.LoadedAt, status.File));
        Assert.Equal(64, status.Sha256.Length);
    }

    [Fact]
    public void A_broken_first_catalog_comes_back_with_all_problems()
    {
        _catalog.Write("!first\none\n!second");
        var load = _catalog.Watcher.LoadFirst();
        using var output = new StringWriter();
        load.PrintProblems(output);
        Assert.Null(load.Catalog);
        Assert.Equal(
            "mirrors.yaml:1:1 error: first\nmirrors.yaml:3:1 error: second\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_missing_first_catalog_is_a_problem() =>
        Assert.Contains(
            "does not exist", Assert.Single(_catalog.Watcher.LoadFirst().Problems).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\n  \n# nothing here yet\n")]
    public void An_empty_catalog_is_served_and_said_to_be_empty(string text)
    {
        _catalog.Write(text);
        Assert.NotNull(_catalog.Watcher.LoadFirst().Catalog);
        Assert.Contains("neither repositories nor mirrors", Assert.Single(_catalog.Log.Of(LogEvents.CatalogEmpty)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_addition_is_served_at_the_first_look()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write(WatchedCatalog.Good + "\nfour debian");
        _catalog.Watcher.Poll();
        Assert.Equal("one two three four", _catalog.Mirrors);
        Assert.Contains(
            "1 (four) added", Assert.Single(_catalog.Log.Of(LogEvents.CatalogReloaded)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_mirrors_d_is_part_of_the_catalog()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Folder.Write("mirrors.d/x.yaml", "four debian");
        _catalog.Watcher.Poll();
        Assert.Equal("one two three four", _catalog.Mirrors);
    }

    [Fact]
    public void A_removal_is_served_at_the_second_look()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write("one debian\ntwo debian");
        _catalog.Watcher.Poll();
        Assert.Equal("one two three", _catalog.Mirrors);
        _catalog.Watcher.Poll();
        Assert.Equal("one two", _catalog.Mirrors);
    }

    [Fact]
    public void A_broken_catalog_is_refused_told_once_and_the_last_good_one_stays()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write(WatchedCatalog.Good + "\n!wrong\n!also wrong");
        _catalog.Poll(5);
        Assert.Equal("one two three", _catalog.Mirrors);
        Assert.Equal(
            ["mirrors.yaml:4:1 error: wrong", "mirrors.yaml:5:1 error: also wrong"],
            _catalog.Complaints, StringComparer.Ordinal);
        Assert.Single(_catalog.Log.Of(LogEvents.CatalogRejected));
        Assert.Equal((true, 1L, 2),
            (_catalog.Status.LastReloadFailed, _catalog.Status.RejectedReloads, _catalog.Status.Problems.Count));

        _catalog.Write(WatchedCatalog.Good + "\n!wrong in another way");
        _catalog.Poll(5);
        Assert.Equal(2, _catalog.Status.RejectedReloads);

        _catalog.Write(WatchedCatalog.Good + "\nfour debian");
        _catalog.Poll(1);
        Assert.Equal("one two three four", _catalog.Mirrors);
        Assert.False(_catalog.Status.LastReloadFailed);
        Assert.Empty(_catalog.Status.Problems);
    }

    [Fact]
    public void Going_back_to_what_is_served_ends_the_alarm()
    {
        _catalog.Start("?careful\n" + WatchedCatalog.Good);
        _catalog.Write("!wrong");
        _catalog.Poll(2);
        Assert.True(_catalog.Status.LastReloadFailed);
        _catalog.Write("?careful\n" + WatchedCatalog.Good);
        _catalog.Poll(1);
        Assert.False(_catalog.Status.LastReloadFailed);
        Assert.Equal("careful", Assert.Single(_catalog.Status.Problems).Text);
        Assert.Single(_catalog.Log.Of(LogEvents.CatalogAsServedAgain));
        Assert.Equal(1, _catalog.Status.RejectedReloads);
    }

    [Fact]
    public void A_file_caught_half_written_raises_no_alarm()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write("!half");
        _catalog.Poll(1);
        _catalog.Write("!half and a bit more");
        _catalog.Poll(1);
        _catalog.Write("");
        _catalog.Poll(1);
        _catalog.Write(WatchedCatalog.Good + "\nfour debian");
        _catalog.Poll(1);
        Assert.Equal("one two three four", _catalog.Mirrors);
        Assert.Empty(_catalog.Complaints);
        Assert.Equal((false, 0L), (_catalog.Status.LastReloadFailed, _catalog.Status.RejectedReloads));
    }

    [Fact]
    public void A_catalog_that_goes_away_is_refused_as_any_other_mistake()
    {
        _catalog.Start(WatchedCatalog.Good);
        File.Delete(_catalog.File);
        _catalog.Poll(3);
        Assert.Equal("one two three", _catalog.Mirrors);
        Assert.Contains(
            "does not exist", Assert.Single(_catalog.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bug_of_the_reader_does_not_end_the_service()
    {
        _catalog.Start(WatchedCatalog.Good);
        _catalog.Write("bug");
        _catalog.Poll(4);
        Assert.Equal("one two three", _catalog.Mirrors);
        Assert.Contains(
            "a bug of the reader", Assert.Single(_catalog.Complaints), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_kept_size_and_time_is_found_in_the_end()
    {
        _catalog.Start(WatchedCatalog.Good);
        var time = File.GetLastWriteTimeUtc(_catalog.File);
        _catalog.Write(WatchedCatalog.Good.Replace("one", "won", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(_catalog.File, time);
        _catalog.Poll(16);
        Assert.Equal("won two three", _catalog.Mirrors);
    }

    [Fact]
    public async Task The_worker_looks_every_two_seconds_and_sooner_at_what_is_half_seen()
    {
        _catalog.Start(WatchedCatalog.Good);
        await _catalog.Watcher.StartAsync(TestContext.Current.CancellationToken);
        await _catalog.Clock.TimerSetAsync(TestContext.Current.CancellationToken);
        _catalog.Write("one debian\ntwo debian");
        _catalog.Clock.Advance(TimeSpan.FromSeconds(2));
        await _catalog.Clock.TimerSetAsync(TestContext.Current.CancellationToken);
        Assert.Equal("one two three", _catalog.Mirrors);
        _catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        await _catalog.Log.FirstAsync(LogEvents.CatalogReloaded);
        Assert.Equal("one two", _catalog.Mirrors);
    }

    [Fact]
    public async Task A_look_that_fails_is_told_once_and_the_worker_goes_on()
    {
        _catalog.Start(WatchedCatalog.Good);
        await _catalog.Watcher.StartAsync(TestContext.Current.CancellationToken);
        await _catalog.Clock.TimerSetAsync(TestContext.Current.CancellationToken);

        // The reader never gives two mirrors of one id; comparing them throws, as our bugs do.
        _catalog.Write(WatchedCatalog.Good + "\none debian");
        for (var look = 0; look < 3; look++)
        {
            _catalog.Clock.Advance(TimeSpan.FromSeconds(2));
            await _catalog.Clock.TimerSetAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(_catalog.Log.Of(LogEvents.CatalogLookFailed));
        Assert.Contains(LogLevel.Error, _catalog.Log.Levels);
        Assert.Equal("one two three", _catalog.Mirrors);
        _catalog.Write(WatchedCatalog.Good + "\nfour debian");
        _catalog.Clock.Advance(TimeSpan.FromSeconds(2));
        await _catalog.Log.FirstAsync(LogEvents.CatalogReloaded);
        Assert.Equal("one two three four", _catalog.Mirrors);
    }

    public ValueTask DisposeAsync() => _catalog.DisposeAsync();
}
