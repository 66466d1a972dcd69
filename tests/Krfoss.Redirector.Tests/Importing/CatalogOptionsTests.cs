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
    [InlineData("--Redirector:Catalog:PollSeconds=0")]
    [InlineData("--Redirector:Catalog:PollSeconds=soon")]
    [InlineData("--Redirector:Catalog:AllowMassRemoval=perhaps")]
    public void A_value_that_makes_no_sense_is_the_default(string argument) =>
        Assert.Equal(new CatalogOptions("config/mirrors.yaml"), From(argument));

    private static CatalogOptions From(params string[] arguments) =>
        CatalogOptions.From(new ConfigurationBuilder().AddCommandLine(arguments).Build());
}
