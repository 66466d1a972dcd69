using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Tests.Networking;

public sealed class PrefixTableTests
{
    private static KeyValuePair<IpPrefix, string> Entry(string block)
    {
        Assert.True(IpPrefix.TryParse(block, out var prefix));
        return new(prefix, block);
    }

    private static IpNumber Address(string text)
    {
        Assert.True(IpNumber.TryParse(text, out var address));
        return address;
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.0/24")]
    [InlineData("10.1.3.3", "10.1.0.0/16")]
    [InlineData("10.2.0.0", "10.0.0.0/8")]
    [InlineData("10.255.255.255", "10.0.0.0/8")]
    [InlineData("11.0.0.0", null)]
    [InlineData("9.255.255.255", null)]
    [InlineData("::ffff:10.1.2.3", "10.1.2.0/24")]
    [InlineData("2001:db8::1", "2001:db8::/32")]
    [InlineData("2001:db9::1", null)]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff::/16")]
    public void The_longest_block_wins(string address, string? expected)
    {
        var table = new PrefixTable<string>(((string[])
            ["10.0.0.0/8", "10.1.2.0/24", "10.1.0.0/16", "2001:db8::/32", "255.255.255.255", "ffff::/16"])
            .Select(Entry));
        Assert.Equal(expected is not null, table.TryFind(Address(address), out var prefix, out var value));
        Assert.Equal(expected, value);
        if (expected is not null) Assert.True(prefix.Contains(Address(address)));
    }

    [Fact]
    public void An_empty_table_finds_nothing() => Assert.False(PrefixTable<string>.Empty.Contains(Address("1.2.3.4")));

    [Fact]
    public void The_whole_space_may_be_one_block() =>
        Assert.True(new PrefixTable<string>([Entry("::/0")]).Contains(Address("255.255.255.255")));

    [Fact]
    public void Of_two_equal_blocks_the_first_counts()
    {
        var table = new PrefixTable<int>([new(Entry("10.0.0.0/8").Key, 1), new(Entry("10.0.0.0/8").Key, 2)]);
        Assert.True(table.TryFind(Address("10.0.0.1"), out _, out var value));
        Assert.Equal(1, value);
    }

    [Fact]
    public void It_agrees_with_a_search_through_all_blocks_on_every_boundary()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 50; round++)
        {
            var entries = Enumerable.Range(0, 60).Select(i => new KeyValuePair<IpPrefix, int>(
                new(IpNumber.FromIPv4((uint)random.Next(0, 1 << 12) << 20), 96 + random.Next(4, 14)), i)).ToArray();
            var table = new PrefixTable<int>(entries);
            foreach (var bits in entries.SelectMany(e => (UInt128[])
                [e.Key.First.Bits - 1, e.Key.First.Bits, e.Key.Last.Bits, e.Key.Last.Bits + 1]))
            {
                var address = new IpNumber(bits);
                var expected = entries.Where(e => e.Key.Contains(address)).OrderByDescending(e => e.Key.Length)
                    .ToArray();
                Assert.Equal(expected.Length > 0, table.TryFind(address, out var prefix, out var value));
                if (expected.Length == 0) continue;
                Assert.Equal(expected[0].Key, prefix);
                Assert.Equal(entries.First(e => e.Key == prefix).Value, value);
            }
        }
    }
}
