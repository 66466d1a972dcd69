using Krfoss.Redirector.Core.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>What counts as a file that a client was sent for.</summary>
public sealed class RedirectCounterTests
{
    private const string Client = "121.128.31.1";
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";
    private const string Apt = "Debian APT-HTTP/1.3 (2.6.2)";

    [Fact]
    public async Task Retries_later_parts_of_a_file_and_HEAD_are_not_counted_again()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await redirector.AskAsync(Deb, Client, agent: Apt);
        await redirector.AskAsync(Deb, Client, agent: Apt);
        await redirector.AskAsync(Deb, Client, agent: Apt, headers: "Range: bytes=1000-\r\n");
        await redirector.AskAsync(Deb, Client, agent: Apt, headers: "Range: bytes=0-\r\n");
        await redirector.AskAsync(Deb, agent: Apt, method: "HEAD");
        await redirector.AskAsync("/debian/dists/stable/InRelease", Client, agent: Apt);
        await redirector.AskAsync("/debian/dists/stable/InRelease", Client, agent: Apt);
        var counts = Tally(redirector).Take();
        Assert.Equal(2, counts.Contents.Values.Sum(tally => tally.Redirects));
        Assert.Equal(1, counts.Contents[new("debian", TallyWords.Origin, ClientFamily.Apt)].Redirects);
        Assert.All(counts.Places.Keys, key => Assert.Equal(("KR", "KR-11"), (key.Country, key.Region)));
    }

    [Fact]
    public async Task A_download_in_pieces_is_one_and_other_files_and_clients_are_others()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        foreach (var piece in (int[])[3, 0, 1, 2, 0])
        {
            var range = $"Range: bytes={piece * 1024}-{(piece * 1024) + 1023}\r\n";
            await redirector.AskAsync(Deb, Client, headers: range, agent: "aria2/1.36.0");
        }

        Assert.Equal(1, Count());
        await redirector.AskAsync(Deb, Client, agent: "curl/8");
        await redirector.AskAsync(Deb, "121.128.31.2", agent: "aria2/1.36.0");
        await redirector.AskAsync("/debian/pool/b.deb", Client, agent: "aria2/1.36.0");
        await redirector.AskAsync("/rocky/pool/b.deb", Client, agent: "aria2/1.36.0");
        Assert.Equal(4, Count());

        long Count() => Tally(redirector).Take().Contents.Values.Sum(tally => tally.Redirects);
    }

    [Fact]
    public async Task Refusals_questions_and_pages_are_no_redirects()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await redirector.AskAsync("/debian/pool/../x");
        await redirector.AskAsync(Deb, method: "POST");
        await redirector.AskAsync(Deb + "?mirrorlist");
        await redirector.AskAsync(Deb + "?explain");
        await redirector.AskAsync("/nothing");
        await redirector.AskAsync("/~https/plainhttp/a.deb");
        Assert.Empty(Tally(redirector).Take().Contents);
    }

    private static RedirectTally Tally(RunningRedirector redirector) =>
        redirector.Services.GetRequiredService<RedirectTally>();
}
