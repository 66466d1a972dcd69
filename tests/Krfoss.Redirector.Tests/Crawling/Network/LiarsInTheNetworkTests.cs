using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>
/// The twenty-two ways to lie, in one network with honest mirrors, through the whole program: each gets its name in two
/// checks at most, and no client after that.
/// </summary>
public sealed class LiarsInTheNetworkTests : IDisposable
{
    private const int Clients = 400;

    private readonly TcpListener _tripwire = new(LyingMirror.TripwireAddress, 0);

    public LiarsInTheNetworkTests() => _tripwire.Start();

    private int TripwirePort => ((IPEndPoint)_tripwire.LocalEndpoint).Port;

    [Fact]
    public void Two_ways_are_not_in_the_list_since_they_have_tests_of_their_own() => Assert.Equal(
        [12, 22], Enumerable.Range(1, 22).Except(KnownLiars.All.Select(liar => liar.Number)));

    [Fact]
    public async Task Whoever_lies_from_the_first_is_known_by_the_first_check_and_never_gets_a_client()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var liars = Members(KnownLiars.All.Where(liar => liar.Before is null));
        var harmless = Harmless();
        network.Join([.. harmless, .. liars.Keys]);

        // Clients come from the first moment on, not only when all is known.
        var never = liars.Where(liar => !IsOfUse(liar.Value)).Select(liar => (string?)liar.Key.Place).ToHashSet();
        await network.UntilAsync(
            () => liars.All(liar => IsKnown(network, liar.Key, liar.Value)) && harmless.All(network.IsServing),
            place => Assert.DoesNotContain(place, never));
        await network.UntilAsync(() => liars.All(liar => HasBeenLookedAtTwice(network, liar.Key, liar.Value)));
        await ServesAsync(network, harmless, never);

        var wrong = new List<string>();
        foreach (var (member, liar) in liars)
        {
            var first = (await ChecksAsync(network, member, liar))[^1];
            if (first.Verdict != liar.Verdict.ToWord()) wrong.Add($"{liar.Id}: {first.Verdict}\n{first.Evidence}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.False(_tripwire.Pending());

        // What speaks of our checker alone is not held against anybody.
        foreach (var (member, _) in liars.Where(liar => liar.Value.Number is 18 or 19))
            Assert.Equal(HealthState.Unknown, network.CopyOf(member).Health.State);
    }

    [Fact]
    public async Task Whoever_turns_bad_is_known_by_the_second_check_and_gets_no_client_after_that()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var turning = Members(KnownLiars.All.Where(liar => liar.Before is not null));
        var harmless = Harmless(turning.Count);
        network.Join([.. harmless, .. turning.Keys]);
        await network.UntilAsync(() => harmless.All(network.IsServing) && turning.All(liar =>
            network.CopyOf(liar.Key, liar.Value.Repository) is { Health.TakesTraffic: true, WasVerified: true }));

        var turnedAt = DateTimeOffset.UtcNow;
        foreach (var (member, liar) in turning) member.Mirror.Turn(liar.Kind);
        await network.UntilAsync(() => turning.All(liar => IsKnown(network, liar.Key, liar.Value)));
        var never = turning.Keys.Select(member => (string?)member.Place).ToHashSet();
        await ServesAsync(network, harmless, never);

        foreach (var (member, liar) in turning)
        {
            var checks = await ChecksAsync(network, member, liar);
            var bad = checks.Reverse().Where(check => check.At >= turnedAt && check.Verdict != "ok").Take(2).ToArray();
            Assert.All(bad, check => Assert.True(
                check.Verdict == liar.Verdict.ToWord(), $"{liar.Id}: {check.Verdict}\n{check.Evidence}"));
            var changes = (await network.Get<MirrorRegistry>().ReadStateChangesAsync(
                20, TestContext.Current.CancellationToken, member.Id)).Get();
            if (liar.Number == 7) continue;
            var fell = changes.Single(change => change.To is "down").At;
            Assert.True(checks.Count(check => check.Bearing == CheckBearing.Bad && check.At <= fell) == 2, liar.Id);
        }
    }

    [Fact]
    public async Task Who_fails_every_second_check_is_left_out()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var flapping = Member.Start(LiarKind.Flaps, "flapping");
        var harmless = Harmless();
        network.Join([flapping, .. harmless]);
        await network.UntilAsync(() => network.CopyOf(flapping).Health is { WasUp: true, TakesTraffic: false });
        var checks = network.CopyOf(flapping).Health.Checks;
        await network.UntilAsync(
            () => network.CopyOf(flapping).Health.Checks >= checks + 6,
            place => Assert.NotEqual(flapping.Place, place));
    }

    [Fact]
    public async Task Wrong_clocks_are_told_and_change_nothing()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var wrong = Member.Start(LiarKind.WrongClocks, "wrong");
        network.Join(wrong);
        await network.UntilAsync(() => network.IsServing(wrong));
        Assert.Equal([wrong.Place], await network.PlacesAsync(1));
        Assert.Equal(Core.Health.Checks.CheckWarnings.ClockOff, network.CopyOf(wrong).Warnings);
    }

    [Fact]
    public async Task Who_has_no_IPv4_is_not_sent_where_IPv6_is_dead()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var dead = Members(KnownLiars.All.Where(liar => liar.IsIPv6));
        network.Join(dead.Keys);
        await network.UntilAsync(() =>
            dead.All(liar => network.IsServing(liar.Key) && IsKnown(network, liar.Key, liar.Value)));
        for (var i = 1; i < Clients; i++)
            Assert.Null(await network.AskAsync(SmallRepository.Alpha, client: $"2001:db8:{i}::1"));
        Assert.Equal(dead.Keys.Select(member => member.Place).Order(), (await network.PlacesAsync(100)).Order());
    }

    public void Dispose() => _tripwire.Dispose();

    /// <summary>Every harmless mirror gets clients, and nobody else.</summary>
    private static async Task ServesAsync(
        CrawledNetwork network, IReadOnlyList<Member> harmless, HashSet<string?> never)
    {
        foreach (var repository in (string[])["debian", "fresh", "strict"])
        {
            var places = await network.PlacesAsync(Clients, repository);
            Assert.DoesNotContain(places, place => never.Contains(place));
            if (repository is "debian") Assert.All(harmless, member => Assert.Contains(member.Place, places));
        }
    }

    private Dictionary<Member, KnownLiar> Members(IEnumerable<KnownLiar> liars) => liars.ToDictionary(
        liar => Member.Start(liar.Before ?? liar.Kind, liar.Id, liar.Repositories, TripwirePort));

    private static Member[] Harmless(int count = 3) =>
    [
        .. Enumerable.Range(1, count).Select(number => Member.Start(LiarKind.Honest, $"honest{number}")),
        Member.Start(LiarKind.TlsEndsSoon, "ends-soon"),
    ];

    // Over IPv4 the two without IPv6 serve, and so does the fresh half of the mirror that is half frozen.
    private static bool IsOfUse(KnownLiar liar) => liar.IsIPv6 || liar.Kind is LiarKind.HalfFrozen;

    private static bool IsKnown(CrawledNetwork network, Member member, KnownLiar liar) =>
        network.CopyOf(member, liar.Repository, liar.IsIPv6).Health is { LastVerdict: { } last, State: var state }
        && last == liar.Verdict && (VerdictRules.EffectOn(last, default) != VerdictEffect.Bad
            || state is HealthState.Down or HealthState.HoldDown);

    private static bool HasBeenLookedAtTwice(CrawledNetwork network, Member member, KnownLiar liar) =>
        network.CopyOf(member, liar.Repository, liar.IsIPv6).Health is { Checks: >= 2 } or { Pause: not null };

    /// <summary>Newest first, of the endpoint and the repository in which it lies.</summary>
    private static async Task<IReadOnlyList<CheckRecord>> ChecksAsync(
        CrawledNetwork network, Member member, KnownLiar liar)
    {
        Assert.True(await network.Get<ObservationWriter>().FlushAsync(TestContext.Current.CancellationToken));
        var checks = (await network.Get<MirrorRegistry>().ReadChecksAsync(
            member.Id, 1_000, TestContext.Current.CancellationToken)).Get();
        var endpoint = member.Mirror.Endpoint with { IsIPv6 = liar.IsIPv6 };
        return [.. checks.Where(check =>
            check.Endpoint == endpoint.ToString() && check.Repository == liar.Repository)];
    }
}
