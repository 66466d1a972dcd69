using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Tests.Networking;

public sealed class StableHashTests
{
    // Fixed once: nodes of different versions must agree on who serves what. A change here moves every client.
    [Theory]
    [InlineData("", 0x0000000000000000UL)]
    [InlineData("zzunimirror", 0xA3449CC350449249UL)]
    public void The_numbers_never_change(string text, ulong expected) => Assert.Equal(expected, StableHash.Of(text));

    [Fact]
    public void One_changed_character_changes_about_half_of_the_bits()
    {
        for (var length = 1; length < 70; length++)
        {
            var text = new string('a', length);
            for (var i = 0; i < length; i++)
            {
                var other = text[..i] + 'b' + text[(i + 1)..];
                Assert.InRange(ulong.PopCount(StableHash.Of(text) ^ StableHash.Of(other)), 12ul, 52ul);
            }
        }
    }

    [Fact]
    public void Fractions_are_spread_evenly_and_never_zero()
    {
        var buckets = new int[20];
        for (var i = 0; i < 20_000; i++)
        {
            var fraction = StableHash.ToFraction(StableHash.Of($"pool/main/p/package{i}.deb"));
            Assert.InRange(fraction, double.Epsilon, 1);
            buckets[(int)Math.Min(19, fraction * 20)]++;
        }

        Assert.All(buckets, count => Assert.InRange(count, 850, 1150));
        Assert.InRange(StableHash.ToFraction(0), double.Epsilon, 1e-15);
        Assert.Equal(1, StableHash.ToFraction(ulong.MaxValue));
    }
}
