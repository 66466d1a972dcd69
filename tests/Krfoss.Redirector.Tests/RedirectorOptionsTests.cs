using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Observability;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests;

public sealed class RedirectorOptionsTests
{
    [Fact]
    public void Without_settings_loopback_is_trusted_and_nobody_is_an_operator()
    {
        var options = RedirectorOptions.From(Configuration());
        Assert.True(options.TrustedProxies.Contains(Ip("127.8.9.10")));
        Assert.True(options.TrustedProxies.Contains(Ip("::1")));
        Assert.False(options.TrustedProxies.Contains(Ip("10.0.0.1")));
        Assert.False(options.Operators.Contains(Ip("127.0.0.1")));
        Assert.Equal(TimeSpan.FromSeconds(2), options.DrainTime);
        Assert.False(options.LogAsJson);
        Assert.Equal(RequestLogMode.Off, RequestLogSetting.From(Configuration()));
    }

    [Fact]
    public void A_list_replaces_the_default()
    {
        var options = RedirectorOptions.From(Configuration(
            ("Redirector:TrustedProxies:0", "10.0.0.0/8"), ("Redirector:TrustedProxies:1", "2001:db8::/32")));
        Assert.True(options.TrustedProxies.Contains(Ip("10.1.2.3")));
        Assert.True(options.TrustedProxies.Contains(Ip("2001:db8::1")));
        Assert.False(options.TrustedProxies.Contains(Ip("127.0.0.1")));
    }

    [Theory]
    [InlineData("Redirector:DrainSeconds", "0.5", "Redirector:Log:Format", "JSON")]
    [InlineData("Redirector:DrainSeconds", "0.5", "Redirector:Log:Format", "json")]
    public void Values_are_read(string drainKey, string drain, string formatKey, string format)
    {
        var options = RedirectorOptions.From(Configuration((drainKey, drain), (formatKey, format)));
        Assert.Equal(TimeSpan.FromMilliseconds(500), options.DrainTime);
        Assert.True(options.LogAsJson);
    }

    [Theory]
    [InlineData("Redirector:TrustedProxies:0", "10.0.0.0/40", "10.0.0.0/8")]
    [InlineData("Redirector:TrustedProxies:0", "proxy.example", "10.0.0.0/8")]
    [InlineData("Redirector:TrustedProxies:0", "", "10.0.0.0/8")]
    [InlineData("Redirector:TrustedProxies", "10.0.0.0/8, proxy.example", "10.0.0.0/8")]
    [InlineData("Redirector:Operators:0", "me", "10.0.0.0/8")]
    [InlineData("Redirector:DrainSeconds", "soon", "a number of seconds from 0 to 3600")]
    [InlineData("Redirector:DrainSeconds", "-1", "a number of seconds from 0 to 3600")]
    [InlineData("Redirector:DrainSeconds", "NaN", "a number of seconds from 0 to 3600")]
    [InlineData("Redirector:Log:Format", "xml", "text or json")]
    public void A_value_that_cannot_be_read_is_named_with_what_to_write(string key, string value, string remedy)
    {
        var problem = Assert.Throws<SettingException>(() => RedirectorOptions.From(Configuration((key, value))));
        Assert.Contains(key.EndsWith(":0", StringComparison.Ordinal) ? key[..^2] : key, problem.Message);
        Assert.Contains(remedy, problem.Message);
    }

    [Theory]
    [InlineData("off", "Off")]
    [InlineData("", "Off")]
    [InlineData("Truncated", "Truncated")]
    [InlineData("FULL", "Full")]
    public void The_request_log_is_asked_for_by_name(string value, string mode) => Assert.Equal(
        mode, RequestLogSetting.From(Configuration((RequestLogSetting.Key, value))).ToString());

    [Theory]
    [InlineData("true")]
    [InlineData("2")]
    public void A_request_log_that_is_no_name_is_refused(string value) => Assert.Equal(
        $"Redirector:RequestLog is '{value}'; write off, truncated or full.",
        Assert.Throws<SettingException>(
            () => RequestLogSetting.From(Configuration((RequestLogSetting.Key, value)))).Message);

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)))
            .Build();

    private static IpNumber Ip(string text) =>
        IpNumber.TryParse(text, out var ip) ? ip : throw new FormatException(text);
}
