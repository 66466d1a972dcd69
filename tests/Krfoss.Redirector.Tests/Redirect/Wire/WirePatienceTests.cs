using System.IO.Pipelines;
using Krfoss.Redirector.Redirect.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Krfoss.Redirector.Tests.Redirect.Wire;

/// <summary>A connection whose heartbeat the test beats.</summary>
public sealed class WirePatienceTests : IConnectionHeartbeatFeature, IConnectionLifetimeNotificationFeature, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Pipe _received = new();
    private readonly AbortedConnection _connection = new();
    private Action _beat = () => { };

    public WirePatienceTests()
    {
        _connection.Transport = new Duplex(_received.Reader, new Pipe().Writer);
        _connection.Features.Set<IConnectionHeartbeatFeature>(this);
        _connection.Features.Set<IConnectionLifetimeNotificationFeature>(this);
    }

    public CancellationToken ConnectionClosedRequested
    {
        get => _stopping.Token;
        set => throw new NotSupportedException();
    }

    [Fact]
    public async Task Waiting_for_a_request_ends_after_the_keep_alive_time()
    {
        using var patience = new WirePatience(_connection);
        patience.Begin(WireWait.Request);
        var reading = _received.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Beat(29);
        Assert.False(reading.IsCompleted);
        Beat(1);
        Assert.True((await reading).IsCanceled);
        Assert.False(_connection.IsAborted);
    }

    [Fact]
    public void Every_request_begins_the_time_anew()
    {
        using var patience = new WirePatience(_connection);
        var reading = _received.Reader.ReadAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++)
        {
            patience.Begin(WireWait.Request);
            Beat(29);
        }

        Assert.False(reading.IsCompleted);
    }

    [Fact]
    public void A_client_that_does_not_read_its_answers_is_cut_off()
    {
        using var patience = new WirePatience(_connection);
        patience.Begin(WireWait.Reader);
        Beat(29);
        Assert.False(_connection.IsAborted);
        Beat(1);
        Assert.True(_connection.IsAborted);
    }

    [Fact]
    public async Task Stopping_ends_the_wait_at_once()
    {
        using var patience = new WirePatience(_connection);
        patience.Begin(WireWait.Request);
        var reading = _received.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await _stopping.CancelAsync();
        Assert.True((await reading).IsCanceled);
    }

    [Fact]
    public async Task What_the_web_server_has_taken_over_is_left_alone()
    {
        new WirePatience(_connection).Dispose();
        var reading = _received.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Beat(100);
        await _stopping.CancelAsync();
        Assert.False(reading.IsCompleted);
        Assert.False(_connection.IsAborted);
    }

    void IConnectionHeartbeatFeature.OnHeartbeat(Action<object> action, object state) => _beat = () => action(state);

    void IConnectionLifetimeNotificationFeature.RequestClose() => throw new NotSupportedException();

    public void Dispose() => _stopping.Dispose();

    private void Beat(int seconds)
    {
        for (var i = 0; i < seconds; i++) _beat();
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class AbortedConnection : DefaultConnectionContext
    {
        public bool IsAborted { get; private set; }

        public override void Abort(ConnectionAbortedException abortReason) => IsAborted = true;
    }
}
