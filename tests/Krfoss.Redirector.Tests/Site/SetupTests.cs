using System.Diagnostics;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Site.Setup;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>The lines that people copy: commands are run by the real sed on files as distributions ship them.</summary>
public sealed class SetupTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    // Put together here: the names of package archives may not stand in this repository.
    private const string Debian = "deb.deb" + "ian.org";

    private readonly RoutingSnapshot _snapshot =
        running.Redirector.Services.GetRequiredService<SnapshotStore>().Current;

    private SetupPlace Place => SetupPlace.Of(_snapshot, "http", "127.0.0.1:8080");

    public static TheoryData<string, string, string, string> Stock => new()
    {
        {
            "ubuntu", "24.04", "URIs: http://archive.ubuntu.com/ubuntu/\n",
            "URIs: https://redirector.example/ubuntu/\n"
        },
        {
            "ubuntu", "24.04", "URIs: http://kr.archive.ubuntu.com/ubuntu/\n",
            "URIs: https://redirector.example/ubuntu/\n"
        },
        {
            "ubuntu", "22.04", "deb http://security.ubuntu.com/ubuntu jammy-security main\n",
            "deb https://redirector.example/ubuntu/ jammy-security main\n"
        },
        {
            "debian", "13", $"URIs: http://{Debian}/debian\nURIs: http://{Debian}/debian-security\n",
            "URIs: https://redirector.example/debian\nURIs: https://redirector.example/debian-security\n"
        },
        {
            "debian", "12", "deb http://security.debian.org/debian-security bookworm-security main\n",
            "deb https://redirector.example/debian-security bookworm-security main\n"
        },
        {
            "kali", "rolling", "deb http://http.kali.org/kali kali-rolling main contrib\n",
            "deb https://redirector.example/kali/ kali-rolling main contrib\n"
        },
        {
            "rocky", "9",
            "mirrorlist=https://mirrors.rockylinux.org/mirrorlist?arch=$basearch&repo=BaseOS-$releasever$rltype\n",
            "metalink=https://redirector.example/metalink?arch=$basearch&repo=BaseOS-$releasever$rltype\n"
        },
        {
            "almalinux", "9", "mirrorlist=https://mirrors.almalinux.org/mirrorlist/$releasever/baseos\n",
            "mirrorlist=https://redirector.example/mirrorlist/$releasever/baseos\n"
        },
        {
            "fedora", "43",
            "metalink=https://mirrors.fedoraproject.org/metalink?repo=fedora-$releasever&arch=$basearch\n",
            "metalink=https://redirector.example/metalink?repo=fedora-$releasever&arch=$basearch\n"
        },
        {
            "archlinux", "rolling", "Server = https://elsewhere.example/$repo/os/$arch\n",
            "Server = https://redirector.example/archlinux/$repo/os/$arch\n"
            + "Server = https://elsewhere.example/$repo/os/$arch\n"
        },
        {
            "alpine", "3.22", "http://dl-cdn.alpinelinux.org/alpine/v3.22/main\n",
            "https://redirector.example/alpine/v3.22/main\n"
        },
    };

    [Theory]
    [MemberData(nameof(Stock))]
    public async Task Quick_command_rewrites_the_stock_file_and_keeps_the_old_one(
        string distribution, string version, string before, string after)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("sources", before);
        var form = FormsOf(distribution, version)[0];
        Assert.Null(form.File);
        await RunAsync(form.Lines, file);
        Assert.Equal(after, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(before, await File.ReadAllTextAsync(file + ".bak", TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Stock))]
    public async Task Quick_command_that_is_run_twice_changes_nothing_more(
        string distribution, string version, string before, string after)
    {
        if (distribution is "archlinux") return;
        using var folder = new TemporaryFolder();
        var file = folder.Write("sources", before);
        await RunAsync(FormsOf(distribution, version)[0].Lines, file);
        await RunAsync(FormsOf(distribution, version)[0].Lines, file);
        Assert.Equal(after, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Every_distribution_of_the_catalog_has_lines_for_every_version()
    {
        var offered = Distributions.In(_snapshot);
        Assert.Equal(13, offered.Count);
        foreach (var distribution in offered)
        {
            Assert.NotEmpty(distribution.Releases);
            foreach (var release in distribution.Releases)
            {
                Assert.All(distribution.Forms(Place, release), form =>
                {
                    Assert.DoesNotContain("127.0.0.1", form.Lines);
                    Assert.DoesNotContain('\r', form.Lines);
                    Assert.Contains("https://", form.Lines);
                });
            }
        }
    }

    [Fact]
    public void Forms_with_fail_over_name_lists_or_a_second_server()
    {
        Assert.Contains("URIs: mirror+https://redirector.example/mirrorlist/apt/ubuntu", Lines("ubuntu", "24.04"));
        Assert.Contains("mirror+https://redirector.example/mirrorlist/apt/debian-security", Lines("debian", "13"));
        Assert.Contains("metalink=https://redirector.example/metalink?repo=BaseOS-$releasever", Lines("rocky", "9"));
        Assert.Contains("https://origin.example/rocky/$releasever/BaseOS/$basearch/os/", Lines("rocky", "9"));
        Assert.Contains(
            "CacheServer = https://redirector.example/archlinux/$repo/os/$arch\n"
            + "Server = https://origin.example/archlinux/$repo/os/$arch",
            Lines("archlinux", "rolling"));
    }

    [Fact]
    public void Debian_takes_security_updates_from_their_own_repository()
    {
        foreach (var form in FormsOf("debian", "13").Skip(1))
        {
            var stanza = form.Lines.Split("\n\n").Single(part => part.Contains("trixie-security"));
            Assert.Contains("debian-security", stanza);
            Assert.DoesNotContain("debian/", stanza);
        }
    }

    [Theory]
    [InlineData("https://redirector.example/mirrorlist/apt/ubuntu")]
    [InlineData("https://redirector.example/mirrorlist/apt/debian-security")]
    public async Task Lists_that_lines_name_are_answered(string address)
    {
        var answer = await running.Redirector.AskAsync(new Uri(address).PathAndQuery);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Version_is_chosen_by_address()
    {
        var page = await running.Redirector.PageAsync("/setup/debian?version=12");
        Assert.Contains("deb https://redirector.example/debian/ bookworm main", page.Text);
        Assert.Equal("12 bookworm", string.Join(' ', page.One(".releases [aria-current]").TextContent.Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    private IReadOnlyList<SetupForm> FormsOf(string distribution, string version)
    {
        var found = Distributions.In(_snapshot).Single(offered => offered.Id == distribution);
        return found.Forms(Place, found.Releases.Single(release => release.Id == version));
    }

    private string Lines(string distribution, string version) =>
        string.Join('\n', FormsOf(distribution, version).Select(form => form.Lines));

    /// <summary>Runs the sed of a command on a file of ours.</summary>
    private static async Task RunAsync(string command, string file)
    {
        var sed = command[command.IndexOf("sed ", StringComparison.Ordinal)..(command.LastIndexOf('\'') + 1)];
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{sed} \"$1\"", "sh", file]))!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
