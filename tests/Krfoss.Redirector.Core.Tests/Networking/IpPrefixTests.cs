using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Tests.Networking;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.0/24", "203.0.113.255")]
    [InlineData("203.0.113.7/24", "203.0.113.0/24", "203.0.113.255")]
    [InlineData("198.51.100.7", "198.51.100.7/32", "198.51.100.7")]
    [InlineData("192.0.2.0/255.255.255.0", "192.0.2.0/24", "192.0.2.255")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0", "255.255.255.255")]
    [InlineData("10.0.0.0/255.0.0.0", "10.0.0.0/8", "10.255.255.255")]
    [InlineData("2001:db8::/32", "2001:db8::/32", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1", "2001:db8::1/128", "2001:db8::1")]
    [InlineData("::/0", "::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [InlineData("::ffff:1.2.3.0/120", "1.2.3.0/24", "1.2.3.255")]
    public void Blocks_are_read_in_every_form(string text, string expected, string last)
    {
        Assert.True(IpPrefix.TryParse(text, out var prefix));
        Assert.Equal(expected, prefix.ToString());
        Assert.Equal(last, prefix.Last.ToString());
        Assert.True(prefix.Contains(prefix.First) && prefix.Contains(prefix.Last));
    }

    [Theory]
    [InlineData("1.2.3.0/33")]
    [InlineData("1.2.3.0/-1")]
    [InlineData("1.2.3.0/")]
    [InlineData("1.2.3.0/255.0.255.0")]
    [InlineData("1.2.3.0/ 24")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::/255.255.255.0")]
    [InlineData("/24")]
    [InlineData("nat.example.org")]
    public void Everything_else_is_refused(string text) => Assert.False(IpPrefix.TryParse(text, out _));

    [Fact]
    public void A_block_ends_where_the_next_begins()
    {
        Assert.True(IpPrefix.TryParse("10.1.2.0/23", out var prefix));
        Assert.False(prefix.Contains(new(prefix.First.Bits - 1)));
        Assert.False(prefix.Contains(new(prefix.Last.Bits + 1)));
    }
}
