using System.Net;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Networking;

public sealed class IpNumberTests
{
    [Theory]
    [InlineData("1.2.3.4", "1.2.3.4", true)]
    [InlineData("0.0.0.0", "0.0.0.0", true)]
    [InlineData("255.255.255.255", "255.255.255.255", true)]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4", true)]
    [InlineData("::ffff:102:304", "1.2.3.4", true)]
    [InlineData("2001:E60:9000::a", "2001:e60:9000::a", false)]
    [InlineData("::", "::", false)]
    [InlineData("::1.2.3.4", "::1.2.3.4", false)]
    public void Addresses_are_read_as_people_write_them(string text, string expected, bool isIPv4)
    {
        Assert.True(IpNumber.TryParse(text, out var address));
        Assert.Equal(expected, address.ToString());
        Assert.Equal(isIPv4, address.IsIPv4);
        Assert.Equal(address, IpNumber.From(IPAddress.Parse(text)));
        Assert.Equal(address, IpNumber.From(address.ToIPAddress()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("0x1.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1..3.4")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("16909060")]
    [InlineData("1.2.3.4:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::g")]
    [InlineData("1.2.3.1000")]
    public void Everything_else_is_refused(string text) => Assert.False(IpNumber.TryParse(text, out _));

    [Fact]
    public void Reading_IPv4_allocates_nothing() =>
        Assert.Equal(0, Allocation.Of(() => _ = IpNumber.TryParse("121.128.0.10", out _)));
}
