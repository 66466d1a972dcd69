using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Importing;

public sealed class CatalogWatcherTests : IAsyncDisposable
{
    private const string Good = "one debian\ntwo debian\nthree debian";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly CurrentCatalog _current = new();
    private readonly PublishSignal _signal = new();
    private readonly LogLines<CatalogWatcher> _log = new();
    private readonly MirrorRegistry _registry;
    private readonly CatalogRecorder _recorder;
    private CatalogWatcher _watcher;

    public CatalogWatcherTests()
    {
        // The registry is away in all of these: nothing here may wait for it.
        _registry = new(new(RegistryProvider.Sqlite, "", "away"), _clock, new LogLines<MirrorRegistry>());
        _recorder = new(_registry, _clock, new LogLines<CatalogRecorder>());
        _watcher = Watch();
    }

    private string Mirrors => string.Join(' ', _current.Value.Mirrors.Select(m => m.Id));

    [Fact]
    public async Task The_first_load_serves_and_rings()
    {
        Write(Good);
        var load = _watcher.LoadFirst();
        Assert.NotNull(load.Catalog);
        Assert.Equal("one two three", Mirrors);
        await _signal.WaitAsync(TestContext.Current.CancellationToken);
        var status = _watcher.Status;
        Assert.Equal((3, 1, false, 0L),
            (status.Mirrors, status.Repositories, status.LastReloadFailed, status.RejectedReloads));
        Assert.Equal((_clock.GetUtcNow(), _folder.File("mirrors.yaml")), (status.LoadedAt, status.File));
        Assert.Equal(64, status.Sha256.Length);
    }

    [Fact]
    public void A_broken_first_catalog_comes_back_with_all_problems()
    {
        Write("!first\none\n!second");
        var load = _watcher.LoadFirst();
        using var output = new StringWriter();
        load.PrintProblems(output);
        Assert.Null(load.Catalog);
        Assert.Equal(
            "mirrors.yaml:1:1 error: first\nmirrors.yaml:3:1 error: second\n",
            output.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_missing_first_catalog_is_a_problem() =>
        Assert.Contains("does not exist", Assert.Single(_watcher.LoadFirst().Problems).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\n  \n# nothing here yet\n")]
    public void An_empty_catalog_is_served_and_said_to_be_empty(string text)
    {
        Write(text);
        Assert.NotNull(_watcher.LoadFirst().Catalog);
        Assert.Contains("neither repositories nor mirrors", Assert.Single(_log.Of(LogEvents.CatalogEmpty)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_addition_is_served_at_the_first_look()
    {
        Start(Good);
        Write(Good + "\nfour debian");
        _watcher.Poll();
        Assert.Equal("one two three four", Mirrors);
        Assert.Contains("1 (four) added", Assert.Single(_log.Of(LogEvents.CatalogReloaded)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_mirrors_d_is_part_of_the_catalog()
    {
        Start(Good);
        _folder.Write("mirrors.d/x.yaml", "four debian");
        _watcher.Poll();
        Assert.Equal("one two three four", Mirrors);
    }

    [Fact]
    public void A_removal_is_served_at_the_second_look()
    {
        Start(Good);
        Write("one debian\ntwo debian");
        _watcher.Poll();
        Assert.Equal("one two three", Mirrors);
        _watcher.Poll();
        Assert.Equal("one two", Mirrors);
    }

    [Fact]
    public void A_broken_catalog_is_refused_told_once_and_the_last_good_one_stays()
    {
        Start(Good);
        Write(Good + "\n!wrong\n!also wrong");
        Poll(5);
        Assert.Equal("one two three", Mirrors);
        Assert.Equal(
            ["mirrors.yaml:4:1 error: wrong", "mirrors.yaml:5:1 error: also wrong"],
            _log.Of(LogEvents.CatalogProblemFound), StringComparer.Ordinal);
        Assert.Single(_log.Of(LogEvents.CatalogRejected));
        Assert.Equal((true, 1L, 2),
            (_watcher.Status.LastReloadFailed, _watcher.Status.RejectedReloads, _watcher.Status.Problems.Count));

        Write(Good + "\n!wrong in another way");
        Poll(5);
        Assert.Equal(2, _watcher.Status.RejectedReloads);

        Write(Good + "\nfour debian");
        Poll(1);
        Assert.Equal("one two three four", Mirrors);
        Assert.False(_watcher.Status.LastReloadFailed);
        Assert.Empty(_watcher.Status.Problems);
    }

    [Fact]
    public void Going_back_to_what_is_served_ends_the_alarm()
    {
        Start("?careful\n" + Good);
        Write("!wrong");
        Poll(2);
        Assert.True(_watcher.Status.LastReloadFailed);
        Write("?careful\n" + Good);
        Poll(1);
        Assert.False(_watcher.Status.LastReloadFailed);
        Assert.Equal("careful", Assert.Single(_watcher.Status.Problems).Text);
        Assert.Single(_log.Of(LogEvents.CatalogAsServedAgain));
        Assert.Equal(1, _watcher.Status.RejectedReloads);
    }

    [Fact]
    public void A_file_caught_half_written_raises_no_alarm()
    {
        Start(Good);
        Write("!half");
        Poll(1);
        Write("!half and a bit more");
        Poll(1);
        Write("");
        Poll(1);
        Write(Good + "\nfour debian");
        Poll(1);
        Assert.Equal("one two three four", Mirrors);
        Assert.Empty(_log.Of(LogEvents.CatalogProblemFound));
        Assert.Equal((false, 0L), (_watcher.Status.LastReloadFailed, _watcher.Status.RejectedReloads));
    }

    [Fact]
    public void A_catalog_that_goes_away_is_refused_as_any_other_mistake()
    {
        Start(Good);
        File.Delete(_folder.File("mirrors.yaml"));
        Poll(3);
        Assert.Equal("one two three", Mirrors);
        Assert.Contains(
            "does not exist", Assert.Single(_log.Of(LogEvents.CatalogProblemFound)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one debian", "2 of 3 mirrors would be removed")]
    [InlineData("", "3 of 3 mirrors would be removed")]
    [InlineData("one debian\ntwo rocky\nfour rocky", null)]
    [InlineData("one rocky\ntwo rocky\nthree rocky", "1 of 1 repositories would be removed")]
    [InlineData("one rocky\ntwo rocky\nthree rocky\n=debian", "repository 'debian' would lose all of its 3 mirrors")]
    public void A_mass_removal_needs_the_operators_word(string text, string? objection)
    {
        Start(Good);
        Write(text);
        Poll(3);
        if (objection is null)
        {
            Assert.False(_watcher.Status.LastReloadFailed);
            return;
        }

        Assert.Equal("one two three", Mirrors);
        var line = Assert.Single(_log.Of(LogEvents.CatalogProblemFound));
        Assert.Contains(objection, line, StringComparison.Ordinal);
        Assert.Contains("Redirector:Catalog:AllowMassRemoval=true", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mass_removal_that_is_allowed_is_served()
    {
        _watcher.Dispose();
        _watcher = Watch(allowMassRemoval: true);
        Start(Good);
        Write("one debian");
        Poll(2);
        Assert.Equal("one", Mirrors);
    }

    [Fact]
    public void Repositories_do_not_all_go_although_each_has_only_one_mirror()
    {
        Start("one debian\ntwo rocky");
        Write("one arch\ntwo arch");
        Poll(3);
        Assert.Equal(["debian", "rocky"], _current.Value.Repositories.Select(r => r.Id), StringComparer.Ordinal);
        Assert.Contains("2 of 2 repositories would be removed", Assert.Single(_log.Of(LogEvents.CatalogProblemFound)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_that_several_mirrors_carry_may_be_retired()
    {
        Start("one debian old\ntwo debian old");
        Write("one debian\ntwo debian");
        Poll(2);
        Assert.Equal("debian", Assert.Single(_current.Value.Repositories).Id);
        Assert.False(_watcher.Status.LastReloadFailed);
    }

    [Fact]
    public void The_only_mirror_of_a_repository_may_go()
    {
        Start(Good + "\nfour debian rocky");
        Write(Good);
        Poll(2);
        Assert.Equal("one two three", Mirrors);
    }

    [Fact]
    public void A_bug_of_the_reader_does_not_end_the_service()
    {
        Start(Good);
        Write("bug");
        Poll(4);
        Assert.Equal("one two three", Mirrors);
        Assert.Contains(
            "a bug of the reader", Assert.Single(_log.Of(LogEvents.CatalogProblemFound)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_kept_size_and_time_is_found_in_the_end()
    {
        Start(Good);
        var time = File.GetLastWriteTimeUtc(_folder.File("mirrors.yaml"));
        Write(Good.Replace("one", "won", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(_folder.File("mirrors.yaml"), time);
        Poll(16);
        Assert.Equal("won two three", Mirrors);
    }

    [Fact]
    public async Task The_worker_looks_every_two_seconds_and_sooner_at_what_is_half_seen()
    {
        Start(Good);
        await _watcher.StartAsync(TestContext.Current.CancellationToken);
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        Write("one debian\ntwo debian");
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        Assert.Equal("one two three", Mirrors);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _log.FirstAsync(LogEvents.CatalogReloaded);
        Assert.Equal("one two", Mirrors);
    }

    [Fact]
    public async Task A_look_that_fails_is_told_once_and_the_worker_goes_on()
    {
        Start(Good);
        await _watcher.StartAsync(TestContext.Current.CancellationToken);
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);

        // The reader never gives two mirrors of one id; comparing them throws, as our bugs do.
        Write(Good + "\none debian");
        for (var look = 0; look < 3; look++)
        {
            _clock.Advance(TimeSpan.FromSeconds(2));
            await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(_log.Of(LogEvents.CatalogLookFailed));
        Assert.Contains(LogLevel.Error, _log.Levels);
        Assert.Equal("one two three", Mirrors);
        Write(Good + "\nfour debian");
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _log.FirstAsync(LogEvents.CatalogReloaded);
        Assert.Equal("one two three four", Mirrors);
    }

    public async ValueTask DisposeAsync()
    {
        await _watcher.StopAsync(CancellationToken.None);
        _watcher.Dispose();
        _recorder.Dispose();
        _registry.Dispose();
        _folder.Dispose();
    }

    private CatalogWatcher Watch(bool allowMassRemoval = false) => new(
        new("mirrors.yaml") { AllowMassRemoval = allowMassRemoval },
        new("mirrors.yaml", _folder.Path, _folder.File("program")),
        LineCatalog.Read, _current, _signal, _recorder, _clock, _log);

    private void Write(string text) => _folder.Write("mirrors.yaml", text);

    private void Start(string text)
    {
        Write(text);
        Assert.NotNull(_watcher.LoadFirst().Catalog);
    }

    private void Poll(int times)
    {
        for (var i = 0; i < times; i++) _watcher.Poll();
    }
}
