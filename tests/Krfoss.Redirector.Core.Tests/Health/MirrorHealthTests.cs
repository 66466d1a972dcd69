using System.Text.Json;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class MirrorHealthTests
{
    [Fact]
    public void The_registry_gets_back_what_it_kept()
    {
        WatchedMirror[] mirrors =
        [
            new(), new WatchedMirror().Check(Verdict.Ok), new WatchedMirror().Check(Verdict.Ok).Flap(),
            new WatchedMirror().Check(Verdict.Ok).Flap().Flap().Checks(2, Verdict.LoopsToRedirector, 5),
            new WatchedMirror().Check(Verdict.Ok).Check(Verdict.Busy, 5, TimeSpan.FromMinutes(7)),
        ];
        Assert.All(mirrors, mirror =>
        {
            var kept = JsonSerializer.Serialize(mirror.Health);
            Assert.Equal(mirror.Health, JsonSerializer.Deserialize<MirrorHealth>(kept));
        });
    }

    [Fact]
    public void States_and_verdicts_are_kept_by_name_so_that_new_ones_may_come_in_between()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Check(Verdict.SchemeDowngrade);
        var kept = JsonSerializer.Serialize(mirror.Health);
        Assert.Contains("\"State\":\"Doubtful\"", kept, StringComparison.Ordinal);
        Assert.Contains("\"LastVerdict\":\"SchemeDowngrade\"", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("TakesTraffic", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HealthState.Unknown, "unknown", false)]
    [InlineData(HealthState.Up, "up", true)]
    [InlineData(HealthState.Doubtful, "doubtful", true)]
    [InlineData(HealthState.Down, "down", false)]
    [InlineData(HealthState.HoldDown, "hold-down", false)]
    public void Each_state_has_its_word_and_says_whether_it_takes_traffic(HealthState state, string word, bool takes)
    {
        Assert.Equal(word, state.ToWord());
        Assert.Equal(takes, new WatchedMirror().Health with { State = state } is { TakesTraffic: true });
    }

    [Fact]
    public void A_number_that_is_no_state_is_a_bug_of_ours() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((HealthState)5).ToWord());
}
