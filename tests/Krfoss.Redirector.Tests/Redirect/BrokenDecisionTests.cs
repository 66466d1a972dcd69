using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>A bug in the middle of a decision is our trouble, not the client's (rule 9 of the interface).</summary>
public sealed class BrokenDecisionTests
{
    [Fact]
    public async Task A_decision_that_throws_ends_at_the_origin()
    {
        var clock = new BreakableClock();
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, adjust: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        Assert.NotEqual("origin", (await redirector.AskAsync("/debian/pool/a.deb")).Mirror);

        clock.IsBroken = true;
        var answer = await redirector.AskAsync("/debian/pool/a.deb");
        Assert.Equal((302, "https://origin.example/debian/pool/a.deb"), (answer.Status, answer.Location));
        Assert.Equal(("origin", "origin-no-mirror"), (answer.Mirror, answer.Reason));
    }

    [Fact]
    public async Task Whatever_breaks_before_the_decision_ends_there_too()
    {
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small,
            adjust: builder => builder.Services.AddSingleton(RedirectorOptions.From(builder.Configuration) with
            {
                // Whoever looks for the client's address meets this.
                TrustedProxies = null!,
            }));
        var answer = await redirector.AskAsync("/rocky/9/a.rpm?x=%20y");
        Assert.Equal((302, "https://origin.example/rocky/9/a.rpm?x=%20y"), (answer.Status, answer.Location));
        var http = await redirector.AskAsync("/plainhttp/pool/a.deb");
        Assert.Equal((302, "http://origin.example/plainhttp/pool/a.deb"), (http.Status, http.Location));
    }

    /// <summary>Stands for any bug: the memory of repeats reads the clock in the middle of a decision.</summary>
    private sealed class BreakableClock : TimeProvider
    {
        private volatile bool _isBroken;

        public bool IsBroken
        {
            set => _isBroken = value;
        }

        public override long GetTimestamp() =>
            _isBroken ? throw new InvalidOperationException("broken") : base.GetTimestamp();
    }
}
