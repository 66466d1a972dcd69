using Krfoss.Redirector.Importing;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.Importing;

public sealed class CatalogOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_ones() =>
        Assert.Equal(new CatalogOptions("config/mirrors.yaml"), From());

    [Fact]
    public void A_file_and_its_children_are_read_together() =>
        Assert.Equal(
            new CatalogOptions("/etc/redirector.yaml")
            {
                AllowMassRemoval = true,
                PollInterval = TimeSpan.FromSeconds(0.5),
            },
            From(
                "--Redirector:Catalog=/etc/redirector.yaml",
                "--Redirector:Catalog:AllowMassRemoval=true",
                "--Redirector:Catalog:PollSeconds=0.5"));

    [Theory]
    [InlineData("--Redirector:Catalog=")]
    [InlineData("--Redirector:Catalog:PollSeconds=")]
    [InlineData("--Redirector:Catalog:AllowMassRemoval= ")]
    public void An_empty_value_is_the_default(string argument) =>
        Assert.Equal(new CatalogOptions("config/mirrors.yaml"), From(argument));

    [Theory]
    [InlineData("PollSeconds", "0", "write a number of seconds from 0.1 to 3600")]
    [InlineData("PollSeconds", "3601", "write a number of seconds from 0.1 to 3600")]
    [InlineData("PollSeconds", "NaN", "write a number of seconds")]
    [InlineData("PollSeconds", "soon", "write a number of seconds")]
    [InlineData("AllowMassRemoval", "perhaps", "write true or false")]
    public void A_value_that_makes_no_sense_is_told_with_its_key(string key, string value, string remedy)
    {
        var problem = Assert.Throws<SettingException>(() => From($"--Redirector:Catalog:{key}={value}"));
        Assert.StartsWith($"Redirector:Catalog:{key} is '{value}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
    }

    private static CatalogOptions From(params string[] arguments) =>
        CatalogOptions.From(new ConfigurationBuilder().AddCommandLine(arguments).Build());
}
