using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Tests.Networking;

/// <summary>
/// Header shapes × whom we trust. The peer is 10.0.0.1; it is trusted, or the headers would not be read.
/// </summary>
public sealed class ForwardedTests
{
    private static readonly PrefixTable<bool> OneProxy = Trust("10.0.0.1");
    private static readonly PrefixTable<bool> Networks = Trust("10.0.0.0/8", "2001:db8::/32");
    private static readonly PrefixTable<bool> Everybody = Trust("::/0");

    private static PrefixTable<bool> Trust(params string[] blocks) => new(blocks.Select(text =>
    {
        Assert.True(IpPrefix.TryParse(text, out var block));
        return KeyValuePair.Create(block, true);
    }));

    private static IpNumber Address(string text)
    {
        Assert.True(IpNumber.TryParse(text, out var address));
        return address;
    }

    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.4")]
    [InlineData("6.6.6.6, 1.2.3.4", "1.2.3.4", "1.2.3.4", "6.6.6.6")]
    [InlineData("6.6.6.6,1.2.3.4, 10.0.0.2", "10.0.0.2", "1.2.3.4", "6.6.6.6")]
    [InlineData("1.2.3.4, 2001:db8::5", "2001:db8::5", "1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4:5678", "1.2.3.4", "1.2.3.4", "1.2.3.4")]
    [InlineData("[2001:e60:9000::a]:443", "2001:e60:9000::a", "2001:e60:9000::a", "2001:e60:9000::a")]
    [InlineData("2001:e60:9000::a", "2001:e60:9000::a", "2001:e60:9000::a", "2001:e60:9000::a")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4", "1.2.3.4", "1.2.3.4")]
    [InlineData("garbage", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("1.2.3.4, garbage", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("1.2.3.4, garbage, 10.0.0.9", "10.0.0.9", "10.0.0.9", "10.0.0.9")]
    [InlineData("", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData(",,,", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData(" , 1.2.3.4 , ", "1.2.3.4", "1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4:99999", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("999.1.1.1", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("unknown", "10.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.3, 10.0.0.2", "10.0.0.2", "10.0.0.3", "10.0.0.3")]
    public void The_client_is_the_first_from_the_right_that_is_not_trusted(
        string header, string oneProxy, string networks, string everybody)
    {
        var peer = Address("10.0.0.1");
        Assert.Equal(Address(oneProxy), ForwardedFor.Client(peer, header, OneProxy));
        Assert.Equal(Address(networks), ForwardedFor.Client(peer, header, Networks));
        Assert.Equal(Address(everybody), ForwardedFor.Client(peer, header, Everybody));
    }

    [Theory]
    [InlineData("for=1.2.3.4", "1.2.3.4")]
    [InlineData("For=1.2.3.4;proto=https;by=10.0.0.1", "1.2.3.4")]
    [InlineData("proto=https; for=\"1.2.3.4:80\"", "1.2.3.4")]
    [InlineData("for=\"[2001:e60::1]:443\"", "2001:e60::1")]
    [InlineData("for=6.6.6.6, for=1.2.3.4", "1.2.3.4")]
    [InlineData("for=6.6.6.6, for=1.2.3.4, for=10.0.0.7", "1.2.3.4")]
    [InlineData("for=6.6.6.6;host=\"a,for=7.7.7.7\", for=10.0.0.7", "6.6.6.6")]
    [InlineData("for=unknown", "10.0.0.1")]
    [InlineData("for=_hidden, for=10.0.0.7", "10.0.0.7")]
    [InlineData("for=", "10.0.0.1")]
    [InlineData("for=\"", "10.0.0.1")]
    [InlineData("by=1.2.3.4", "10.0.0.1")]
    [InlineData("", "10.0.0.1")]
    [InlineData(";;,,=", "10.0.0.1")]
    public void The_standard_header_is_walked_alike(string header, string expected) =>
        Assert.Equal(Address(expected), ForwardedHeader.Client(Address("10.0.0.1"), header, Networks));

    [Fact]
    public void Of_a_very_long_header_the_right_end_counts()
    {
        var header = string.Concat(Enumerable.Repeat("for=6.6.6.6, ", 500)) + "for=1.2.3.4, for=10.0.0.7";
        Assert.Equal(Address("1.2.3.4"), ForwardedHeader.Client(Address("10.0.0.1"), header, Networks));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("HTTPS", true)]
    [InlineData("https, http", true)]
    [InlineData("http", false)]
    [InlineData("gopher", false)]
    [InlineData("httpsx", false)]
    [InlineData("", false)]
    public void Only_https_is_https(string header, bool expected) =>
        Assert.Equal(expected, ForwardedFor.NamesHttps(header));

    [Theory]
    [InlineData("for=1.2.3.4;proto=https", true)]
    [InlineData("proto=\"https\"", true)]
    [InlineData("for=1.2.3.4;proto=http", false)]
    [InlineData("for=\"x;proto=https\"", false)]
    [InlineData("", false)]
    public void The_standard_header_names_the_scheme_too(string header, bool expected) =>
        Assert.Equal(expected, ForwardedHeader.NamesHttps(header));
}
