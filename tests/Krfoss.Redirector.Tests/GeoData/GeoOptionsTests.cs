using Krfoss.Redirector.GeoData;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.GeoData;

public sealed class GeoOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones()
    {
        var options = From();
        Assert.Equal((null, null, 60d, true),
            (options.City, options.Asn, options.PollSeconds, options.VerifyKnownAddresses));
    }

    [Fact]
    public void Every_key_is_read()
    {
        var options = From("City=/geo/city.mmdb", "Asn=/geo/asn.mmdb", "PollSeconds=0.5", "VerifyKnownAddresses=false");
        Assert.Equal(("/geo/city.mmdb", "/geo/asn.mmdb", 0.5, false),
            (options.City, options.Asn, options.PollSeconds, options.VerifyKnownAddresses));
    }

    [Fact]
    public void The_merged_table_is_kept_in_the_data_folder_elsewhere_or_nowhere()
    {
        Assert.Equal("data/geo-table.bin", From().Table);
        Assert.Equal("data/geo-table.bin", From("Table=").Table);
        Assert.Equal("/var/lib/table", From("Table=/var/lib/table").Table);
        Assert.Null(From("Table=none").Table);
    }

    [Theory]
    [InlineData("PollSeconds", "0", "write a number of seconds from 0.1 to 86400")]
    [InlineData("PollSeconds", "86401", "write a number of seconds from 0.1 to 86400")]
    [InlineData("PollSeconds", "00:01:00", "write a number of seconds from 0.1 to 86400")]
    [InlineData("VerifyKnownAddresses", "perhaps", "write true or false")]
    public void A_value_that_makes_no_sense_is_told_with_its_key(string key, string value, string remedy)
    {
        var problem = Assert.Throws<SettingException>(() => From($"{key}={value}"));
        Assert.StartsWith($"Redirector:Geo:{key} is '{value}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
    }

    private static GeoOptions From(params string[] settings) => GeoOptions.From(
        new ConfigurationBuilder().AddCommandLine([.. settings.Select(s => $"--Redirector:Geo:{s}")]).Build());
}
