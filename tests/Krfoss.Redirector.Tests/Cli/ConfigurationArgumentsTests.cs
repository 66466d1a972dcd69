using Krfoss.Redirector.Cli;

namespace Krfoss.Redirector.Tests.Cli;

public sealed class ConfigurationArgumentsTests
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("serve", "", "serve")]
    [InlineData("serve --urls=http://x:1", "--urls=http://x:1", "serve")]
    [InlineData("--urls http://x:1 serve", "--urls http://x:1", "serve")]
    [InlineData("--URLS=http://x:1", "--URLS=http://x:1", "")]
    [InlineData("check a.yaml b.yaml", "", "check a.yaml b.yaml")]
    [InlineData("--Redirector:Catalog x.yaml check", "--Redirector:Catalog x.yaml", "check")]
    [InlineData("check --Redirector:Catalog=x.yaml --json", "--Redirector:Catalog=x.yaml", "check --json")]
    [InlineData("explain /a --ip 1.2.3.4 --json", "", "explain /a --ip 1.2.3.4 --json")]
    [InlineData("explain /a:b --ip 2001:db8::1", "", "explain /a:b --ip 2001:db8::1")]
    [InlineData("explain --ip=2001:db8::1 /a", "", "explain --ip=2001:db8::1 /a")]
    [InlineData("--environment Production serve", "--environment Production", "serve")]
    [InlineData("serve --urls", "--urls", "serve")]
    [InlineData("--help", "", "--help")]
    [InlineData("--ConnectionStrings:Registry=a=b", "--ConnectionStrings:Registry=a=b", "")]
    public void Settings_and_words_are_told_apart(string line, string settings, string words)
    {
        var split = ConfigurationArguments.Split(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries), split.Settings);
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), split.Words);
    }
}
