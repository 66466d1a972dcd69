using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Tests.Crawling;

public sealed class CrawlOptionsTests
{
    [Fact]
    public void Without_settings_only_public_addresses_are_asked_every_minute()
    {
        var options = FetchScene.Options();
        Assert.True(options.Enabled);
        Assert.Equal(0, options.AllowedNetworks.Count);
        Assert.Equal(TimeSpan.FromMinutes(1), options.IndexInterval);
        Assert.Equal(TimeSpan.FromSeconds(10), options.Timeout);
    }

    [Fact]
    public void Every_value_can_be_set()
    {
        var options = FetchScene.Options(["127.0.0.0/8", "fd00::/8"], new(StringComparer.Ordinal)
        {
            ["Redirector:Crawl:Enabled"] = "false",
            ["Redirector:Crawl:IndexSeconds"] = "0.5",
            ["Redirector:Crawl:TimeoutSeconds"] = "3",
        });
        Assert.False(options.Enabled);
        Assert.True(options.AllowedNetworks.Contains(IpNumber.FromIPv4(0x7F010203)));
        Assert.Equal(TimeSpan.FromSeconds(0.5), options.IndexInterval);
        Assert.Equal(TimeSpan.FromSeconds(3), options.Timeout);
    }

    [Theory]
    [InlineData("AllowedNetworks:0", "localhost")]
    [InlineData("AllowedNetworks:0", "127.0.0.0/40")]
    [InlineData("IndexSeconds", "0")]
    [InlineData("TimeoutSeconds", "-1")]
    public void What_cannot_be_read_is_said_with_its_key(string key, string value)
    {
        var problem = Assert.Throws<SettingException>(() => FetchScene.Options(
            [], new(StringComparer.Ordinal) { [$"Redirector:Crawl:{key}"] = value }));
        Assert.Contains($"Redirector:Crawl:{key.Split(':')[0]}", problem.Message);
        Assert.Contains(value, problem.Message);
    }
}
