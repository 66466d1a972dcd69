using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Statistics;

public sealed class ClientFamiliesTests
{
    [Theory]
    [InlineData("Debian APT-HTTP/1.3 (2.6.2)", "apt")]
    [InlineData("Ubuntu APT-HTTP/1.3 (2.4.5)", "apt")]
    [InlineData("libdnf (Debian GNU/Linux 12; generic; Linux.x86_64)", "dnf")]
    [InlineData("libdnf5/5.2.8", "dnf")]
    [InlineData("urlgrabber/3.10 yum/3.4.3", "dnf")]
    [InlineData("pacman/6.0.2 (Linux x86_64) libalpm/13.0.2", "pacman")]
    [InlineData("ZYpp 17.36.7 (curl 8.14.1)", "zypper")]
    [InlineData("libfetch/2.0", "apk")]
    [InlineData("apk-tools/2.14.0", "apk")]
    [InlineData("curl/7.88.1", "curl")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "browser")]
    [InlineData("Wget/1.21.3", "other")]
    [InlineData("aria2/1.36.0", "other")]
    [InlineData("", "other")]
    [InlineData("I am no curl/7 at all", "other")]
    public void The_family_is_told_from_the_user_agent(string userAgent, string family) =>
        Assert.Equal(family, ClientFamilies.Of(userAgent).ToWord());

    [Fact]
    public void Every_family_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<ClientFamily>().Select(family => family.ToWord()).ToArray();
        Assert.Equal(words.Length, words.Distinct(StringComparer.Ordinal).Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((ClientFamily)99).ToWord());
    }

    [Fact]
    public void A_long_user_agent_is_read_at_its_beginning_and_nothing_is_allocated()
    {
        var agent = new string('x', 4_000) + "APT-HTTP/1.3";
        Assert.Equal(ClientFamily.Other, ClientFamilies.Of(agent));
        Assert.Equal(0, Allocation.Of(() => ClientFamilies.Of(agent)));
        Assert.Equal(0, Allocation.Of(() => ClientFamilies.Of("Debian APT-HTTP/1.3 (2.6.2)")));
    }
}
