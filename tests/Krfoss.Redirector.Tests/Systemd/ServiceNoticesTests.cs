using Krfoss.Redirector.Systemd;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Krfoss.Redirector.Tests.Systemd;

public sealed class ServiceNoticesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_is_ready_when_it_answers_and_says_when_it_ends()
    {
        using var manager = new FakeManager(_folder.File("notify"));
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, [$"--{ServiceNotices.SocketKey}={manager.Address}"]);
        Assert.StartsWith("READY=1\n", await manager.NextAsync());
        Assert.Equal(302, (await redirector.AskAsync("/debian/pool/x.deb")).Status);
        redirector.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.StartsWith("STOPPING=1\n", await manager.NextAsync());
    }

    [Fact]
    public async Task Who_is_watched_is_heard_twice_within_the_time()
    {
        using var manager = new FakeManager(_folder.File("notify"));
        var clock = new ManualTimeProvider();
        using var lifetime = new Lifetime();
        using var notices = new ServiceNotices(
            NotifySocket.Of(manager.Address)!, TimeSpan.FromSeconds(30), lifetime, clock);
        await notices.StartAsync(Stop);
        Assert.Equal("WATCHDOG=1", await manager.NextAsync());
        for (var i = 0; i < 3; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(15));
            Assert.Equal("WATCHDOG=1", await manager.NextAsync());
        }

        await notices.StopAsync(Stop);
    }

    [Fact]
    public async Task Who_is_not_watched_keeps_quiet_until_it_is_ready()
    {
        using var manager = new FakeManager(_folder.File("notify"));
        using var lifetime = new Lifetime();
        using var notices = new ServiceNotices(
            NotifySocket.Of(manager.Address)!, null, lifetime, new ManualTimeProvider());
        await notices.StartAsync(Stop);
        await lifetime.StartAsync();
        Assert.StartsWith("READY=1", await manager.NextAsync());
        await notices.StopAsync(Stop);
    }

    [Fact]
    public async Task Without_a_manager_nothing_of_it_is_there()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        Assert.DoesNotContain(redirector.Services.GetServices<IHostedService>(), service => service is ServiceNotices);
    }

    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "77", 30)]
    [InlineData("500000", "77", 0.5)]
    public void The_time_is_the_managers(string microseconds, string? process, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Watchdog(microseconds, process));

    [Theory]
    [InlineData(null, null)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("soon", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("30000000", "78")]
    public void A_time_that_is_none_or_anothers_does_not_count(string? microseconds, string? process) =>
        Assert.Null(Watchdog(microseconds, process));

    public void Dispose() => _folder.Dispose();

    private static TimeSpan? Watchdog(string? microseconds, string? process) => ServiceNotices.WatchdogOf(
        new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create(ServiceNotices.WatchdogKey, microseconds),
            KeyValuePair.Create(ServiceNotices.WatchdogProcessKey, process),
        ]).Build(),
        processId: 77);

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _started = new();

        public CancellationToken ApplicationStarted => _started.Token;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public Task StartAsync() => _started.CancelAsync();

        public void StopApplication()
        {
        }

        public void Dispose() => _started.Dispose();
    }
}
