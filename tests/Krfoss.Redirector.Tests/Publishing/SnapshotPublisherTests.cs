using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Publishing;

public sealed class SnapshotPublisherTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CurrentCatalog _catalog = new();
    private readonly PublishSignal _signal = new();
    private readonly LogLines<SnapshotPublisher> _log = new();
    private readonly System.Threading.Channels.Channel<(CatalogDefinition Catalog, DateOnly Day)> _published =
        System.Threading.Channels.Channel.CreateUnbounded<(CatalogDefinition, DateOnly)>();
    private readonly SnapshotPublisher _publisher;
    private Exception? _failure;

    public SnapshotPublisherTests() => _publisher = new(_catalog, _signal, Publish, _clock, _log);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ring_publishes_the_catalog_of_that_moment()
    {
        await _publisher.StartAsync(Stop);
        _catalog.Value = Catalogs.Of(Catalogs.Mirror("one"));
        _signal.Ring();
        var (catalog, day) = await NextAsync();
        Assert.Same(_catalog.Value, catalog);
        Assert.Equal(new DateOnly(2026, 11, 22), day);
    }

    [Fact]
    public async Task A_new_day_in_Korea_publishes_by_itself_and_other_minutes_do_not()
    {
        // 12:00 in Korea, 03:00 UTC.
        _publisher.PublishNow();
        await _publisher.StartAsync(Stop);
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2026, 11, 22), (await NextAsync()).Day);
        _clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromMinutes(1));
        _signal.Ring();
        Assert.Equal(new DateOnly(2026, 11, 22), (await NextAsync()).Day);
        _clock.Advance(SnapshotPublisher.DayCheck);
        Assert.Equal(new DateOnly(2026, 11, 23), (await NextAsync()).Day);
        Assert.False(_published.Reader.TryRead(out _));
    }

    [Fact]
    public async Task A_build_that_fails_is_logged_and_the_next_one_is_made()
    {
        await _publisher.StartAsync(Stop);
        _failure = new InvalidOperationException("boom");
        _signal.Ring();
        await _log.FirstAsync(LogEvents.SnapshotBuildFailed);
        _failure = null;
        _signal.Ring();
        await NextAsync();
    }

    [Fact]
    public void Publishing_at_once_tells_whether_it_worked()
    {
        Assert.True(_publisher.PublishNow());
        _failure = new InvalidOperationException("boom");
        Assert.False(_publisher.PublishNow());
    }

    [Fact]
    public async Task Many_rings_are_one_and_none_is_lost()
    {
        for (var i = 0; i < 10; i++) _signal.Ring();
        await _signal.WaitAsync(Stop);
        var next = _signal.WaitAsync(Stop);
        Assert.False(next.IsCompleted);
        _signal.Ring();
        await next;
    }

    public async ValueTask DisposeAsync()
    {
        await _publisher.StopAsync(CancellationToken.None);
        _publisher.Dispose();
    }

    private Task<(CatalogDefinition Catalog, DateOnly Day)> NextAsync() =>
        _published.Reader.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);

    private void Publish(CatalogDefinition catalog, DateOnly today)
    {
        if (_failure is { } failure) throw failure;
        _published.Writer.TryWrite((catalog, today));
    }
}
