using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class LagRulesTests
{
    private static readonly DateTimeOffset Now = WatchedMirror.Start;

    [Fact]
    public void The_newest_has_no_lag_and_others_the_time_since_they_were_replaced()
    {
        Assert.Equal(TimeSpan.Zero, LagRules.LagOf(null, Now));
        Assert.Equal(TimeSpan.FromHours(3), LagRules.LagOf(Now.AddHours(-3), Now));
        // A clock that was set back makes nothing younger than new.
        Assert.Equal(TimeSpan.Zero, LagRules.LagOf(Now.AddYears(10), Now));
    }

    [Theory]
    [InlineData("ubuntu", "dists/noble/InRelease", null, 12)]
    [InlineData("ubuntu", "dists/noble/InRelease", 6, 6)]
    [InlineData("ubuntu", "dists/noble/InRelease", 24, 24)]
    [InlineData("ubuntu", "dists/noble-updates/InRelease", 24, 24)]
    [InlineData("ubuntu", "dists/noble-security/InRelease", null, 4)]
    [InlineData("ubuntu", "dists/noble-security/InRelease", 6, 4)] // chosen for the rest
    [InlineData("ubuntu", "dists/noble-security/InRelease", 2, 2)]
    [InlineData("debian-security", "dists/bookworm-security/InRelease", null, 4)]
    [InlineData("debian-security", "dists/buster/updates/InRelease", null, 4)]
    [InlineData("debian-security", "dists/bookworm-security/InRelease", 8, 8)] // chosen for this
    public void The_operators_word_counts_and_without_it_security_waits_less(
        string repository, string root, int? declaredHours, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), LagRules.MaxLagOf(Repository(repository, declaredHours), root));

    [Theory]
    [InlineData("debian-security", "/debian-security", RepositoryFormat.Apt, "dists/x/InRelease", true)]
    [InlineData("security", "/debian/security", RepositoryFormat.Apt, "dists/x/InRelease", true)]
    [InlineData("debsec", "/debian-security", RepositoryFormat.Apt, "dists/x/InRelease", true)]
    [InlineData("insecurity", "/insecurity", RepositoryFormat.Apt, "dists/x/InRelease", false)]
    [InlineData("securityonion", "/securityonion", RepositoryFormat.Apt, "dists/x/InRelease", false)]
    [InlineData("ubuntu", "/", RepositoryFormat.Apt, "dists/security/InRelease", true)]
    [InlineData("ubuntu", "/ubuntu", RepositoryFormat.Apt, "dists/noble-security/main/InRelease", true)]
    [InlineData("ubuntu", "/ubuntu", RepositoryFormat.Apt, "dists/noble/x-security/InRelease", false)]
    [InlineData("ubuntu", "/ubuntu", RepositoryFormat.Apt, "InRelease", false)]
    [InlineData("ubuntu", "/ubuntu", RepositoryFormat.Apt, "dists/noble-security", true)]
    [InlineData("rocky", "/rocky", RepositoryFormat.Rpm, "dists/noble-security/InRelease", false)]
    public void Security_is_told_by_its_name(
        string id, string path, RepositoryFormat format, string root, bool isSecurity) =>
        Assert.Equal(isSecurity, LagRules.IsSecurity(Repository(id, null, path, format), root));

    [Theory]
    [InlineData(12, 3, false, 12)] // while it gets traffic nobody is told
    [InlineData(12, 8, false, 16)]
    [InlineData(12, 24, false, 48)]
    [InlineData(2, null, false, 6)] // most synchronise every 3 h
    [InlineData(4, 24, true, 4)] // security has no allowance
    [InlineData(4, null, true, 4)]
    public void An_owner_is_told_at_twice_the_update_frequency(
        int maxLagHours, int? frequencyHours, bool isSecurity, int hours)
    {
        TimeSpan? frequency = frequencyHours is { } h ? TimeSpan.FromHours(h) : null;
        Assert.Equal(
            TimeSpan.FromHours(hours), LagRules.ToldAfter(TimeSpan.FromHours(maxLagHours), frequency, isSecurity));
    }

    [Theory]
    [InlineData(0, 1_000, LagStanding.Current)] // nothing new for weeks: nobody is behind
    [InlineData(1, 1_000, LagStanding.Behind)] // and then something new: not frozen at once
    [InlineData(12, 12, LagStanding.Behind)]
    [InlineData(12.1, 12.1, LagStanding.TooOld)]
    [InlineData(16, 1_000, LagStanding.TooOld)]
    [InlineData(16.1, 16.1, LagStanding.Frozen)]
    [InlineData(1_000, 1_000, LagStanding.Frozen)]
    [InlineData(1_000, 3, LagStanding.TooOld)] // far behind, but catching up
    public void Frozen_is_who_is_too_old_and_does_not_move(double lagHours, double shownHours, LagStanding standing) =>
        Assert.Equal(standing, LagRules.Judge(
            TimeSpan.FromHours(lagHours), Now.AddHours(-shownHours), Now, TimeSpan.FromHours(12),
            TimeSpan.FromHours(16)));

    private static RepositoryDefinition Repository(
        string id, int? maxLagHours, string? path = null, RepositoryFormat format = RepositoryFormat.Apt) => new(
        id, format, path ?? "/" + id, new Uri("https://origin.example/" + id),
        maxLagHours is { } hours ? TimeSpan.FromHours(hours) : null, [], []);
}
