using System.Text;
using Krfoss.Redirector.Tests.MirrorLists;

namespace Krfoss.Redirector.Tests.Packs;

/// <summary>How the set-up scripts are served; tests/packs runs them.</summary>
public sealed class PackTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    [Theory]
    [InlineData("cm")]
    [InlineData("pve")]
    [InlineData("pbs")]
    [InlineData("rocky")]
    [InlineData("almalinux")]
    [InlineData("centos")]
    [InlineData("archlinux")]
    [InlineData("archlinux-arm")]
    [InlineData("cachyos")]
    public async Task A_script_names_our_declared_address_and_nothing_of_the_request(string name)
    {
        var answer = await _redirector.AskAsync($"/pack/{name}.sh", headers: "X-Forwarded-Host: evil.example\r\n");
        Assert.Equal(200, answer.Status);
        Assert.Equal("text/x-shellscript; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal("no-cache", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        var lines = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(answer.Body)).Split('\n');
        Assert.Equal("#!/bin/sh", lines[0]);
        Assert.Contains("SITE='https://redirector.example'", lines);
        Assert.Contains("SITE_NAME='Test & Söhne'", lines);
        Assert.Contains($"PACK={name}", lines);
        // Nothing runs before the last line has come: a download that was cut off does nothing.
        Assert.Equal(["main \"$@\"", ""], lines[^2..]);
        Assert.DoesNotContain("\r", answer.Body[..1]);
        Assert.DoesNotContain("evil.example", answer.Body);
    }

    [Fact]
    public async Task Pacman_learns_the_origin_as_its_second_server() => Assert.Contains(
        "    archlinux) echo 'https://origin.example/archlinux' ;;\n",
        (await _redirector.AskAsync("/pack/archlinux.sh")).Body);

    [Fact]
    public async Task A_script_that_is_known_is_not_sent_again()
    {
        var first = await _redirector.AskAsync("/pack/cm.sh");
        var tag = first.Header("ETag");
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        var again = await _redirector.AskAsync("/pack/cm.sh", headers: $"If-None-Match: \"other\", W/{tag}\r\n");
        Assert.Equal((304, "", tag), (again.Status, again.Body, again.Header("ETag")));
        var head = await _redirector.AskAsync("/pack/cm.sh", method: "HEAD");
        Assert.Equal((200, "", tag), (head.Status, head.Body, head.Header("ETag")));
        Assert.Equal(first.Header("Content-Length"), head.Header("Content-Length"));
        Assert.NotEqual(tag, (await _redirector.AskAsync("/pack/pve.sh")).Header("ETag"));
    }

    [Theory]
    [InlineData("/pack/fedora.sh")]
    [InlineData("/pack/cm")]
    [InlineData("/pack/common.sh")]
    [InlineData("/pack/CM.sh")]
    [InlineData("/pack/.sh")]
    public async Task What_is_no_script_is_answered_with_those_that_there_are(string target)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(404, answer.Status);
        Assert.Contains("/pack/cm.sh, /pack/pve.sh, /pack/pbs.sh, /pack/rocky.sh", answer.Body);
    }

    [Fact]
    public async Task Without_a_declared_address_there_are_no_scripts()
    {
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small.Replace(", url: \"http://127.0.0.1:8080\"", "", StringComparison.Ordinal));
        var answer = await redirector.AskAsync("/pack/cm.sh");
        Assert.Equal(404, answer.Status);
        Assert.Contains("site.url", answer.Body);
    }

    [Fact]
    public async Task A_name_with_quotes_stays_a_name()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small.Replace(
            "name: Test,", "name: \"It's $(date) `x`\",", StringComparison.Ordinal));
        Assert.Contains(
            "\nSITE_NAME='It'\\''s $(date) `x`'\n", (await redirector.AskAsync("/pack/archlinux.sh")).Body);
    }
}
