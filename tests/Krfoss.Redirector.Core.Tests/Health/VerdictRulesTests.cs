using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class VerdictRulesTests
{
    private static readonly MirrorEndpoint Http = new(IsHttps: false, IsIPv6: false);
    private static readonly MirrorEndpoint Https = new(IsHttps: true, IsIPv6: false);

    /// <summary>A new verdict has to be entered here, with its effect and its reach, or the table is not complete.
    /// </summary>
    private static readonly Dictionary<Verdict, (VerdictEffect Effect, bool HoldsForHost)> Expected = new()
    {
        [Verdict.Ok] = (VerdictEffect.Good, false),
        [Verdict.Dns] = (VerdictEffect.Bad, true),
        [Verdict.RedirectPrivate] = (VerdictEffect.Bad, true),
        [Verdict.Unreachable] = (VerdictEffect.Bad, true),
        [Verdict.Timeout] = (VerdictEffect.Bad, true),
        [Verdict.Slow] = (VerdictEffect.Bad, true),
        [Verdict.TlsExpired] = (VerdictEffect.Bad, true),
        [Verdict.TlsWrongHost] = (VerdictEffect.Bad, true),
        [Verdict.TlsUntrusted] = (VerdictEffect.Bad, true),
        [Verdict.TlsFailed] = (VerdictEffect.Bad, true),
        [Verdict.BrokenHttp] = (VerdictEffect.Bad, true),
        [Verdict.Soft404] = (VerdictEffect.Bad, true),
        [Verdict.Html] = (VerdictEffect.Bad, true),
        [Verdict.RedirectedOffsite] = (VerdictEffect.Bad, true),
        [Verdict.RedirectLoop] = (VerdictEffect.Bad, true),
        [Verdict.LoopsToRedirector] = (VerdictEffect.Bad, true),
        [Verdict.SchemeDowngrade] = (VerdictEffect.Bad, true),
        [Verdict.ForcesHttps] = (VerdictEffect.Bad, true),
        [Verdict.IdentityChanged] = (VerdictEffect.Bad, true),
        [Verdict.Missing] = (VerdictEffect.Bad, false),
        [Verdict.PackagesMissing] = (VerdictEffect.Bad, false),
        [Verdict.WrongSize] = (VerdictEffect.Bad, false),
        [Verdict.ContentWrong] = (VerdictEffect.Bad, false),
        [Verdict.ContentUnknown] = (VerdictEffect.Bad, false),
        [Verdict.Ahead] = (VerdictEffect.Good, false),
        [Verdict.RolledBack] = (VerdictEffect.Good, false),
        [Verdict.Stale] = (VerdictEffect.Good, false),
        [Verdict.NoRange] = (VerdictEffect.Bad, true),
        [Verdict.ServerError] = (VerdictEffect.Bad, false),
        [Verdict.BlockedToChecker] = (VerdictEffect.None, true),
        [Verdict.Busy] = (VerdictEffect.None, true),
    };

    public static TheoryData<Verdict> All => [.. Enum.GetValues<Verdict>()];

    [Theory, MemberData(nameof(All))]
    public void Each_verdict_has_its_effect_and_its_reach(Verdict verdict)
    {
        var (effect, holdsForHost) = Expected[verdict];
        Assert.Equal(effect, VerdictRules.EffectOn(verdict, Http));
        Assert.Equal(holdsForHost, VerdictRules.HoldsForHost(verdict));
    }

    [Theory, MemberData(nameof(All))]
    public void Https_and_IPv6_change_nothing_but_for_a_mirror_that_forces_https(Verdict verdict)
    {
        var expected = verdict == Verdict.ForcesHttps ? VerdictEffect.Good : Expected[verdict].Effect;
        Assert.Equal(expected, VerdictRules.EffectOn(verdict, Https));
        Assert.Equal(expected, VerdictRules.EffectOn(verdict, Https with { IsIPv6 = true }));
        Assert.Equal(Expected[verdict].Effect, VerdictRules.EffectOn(verdict, Http with { IsIPv6 = true }));
    }
}
