using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Krfoss.Redirector.Tests.GeoData;

namespace Krfoss.Redirector.Tests.Cli;

/// <summary>The verbs from the command line to the exit code.</summary>
[Collection(ConsoleScene.Collection)]
public sealed class VerbTests : IDisposable
{
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";
    private readonly ConsoleScene _console = new();

    public VerbTests() => _console.Write("mirrors.yaml", TestCatalogs.Small);

    [Fact]
    public async Task Check_says_that_the_catalog_in_use_is_good()
    {
        var run = await _console.RunAsync(["check"]);
        Assert.Equal((0, ""), (run.Exit, run.Errors));
        Assert.Contains("ok: 3 mirrors, 5 repositories, 1 network, 1 place in 1 file, 1 warning", run.Output);
        Assert.Contains("mirrors.yaml:15:36 warning: ", run.Output);
    }

    [Fact]
    public async Task Check_prints_every_problem_of_the_files_named_and_ends_with_2()
    {
        var file = _console.Write("broken.yaml", "version: 1\nsite: {name: T, country: KR}\nmirors: {}\n");
        var run = await _console.RunAsync(["check", file]);
        Assert.Equal(2, run.Exit);
        Assert.Contains("broken.yaml:3:1 error: ", run.Output);
        Assert.Contains("mirrors", run.Output);
        Assert.Matches(@"\d+ errors, 0 warnings in 1 file\s*$", run.Output);
        Assert.Equal(2, (await _console.RunAsync(["check", _console.Folder.File("none.yaml")])).Exit);
    }

    [Fact]
    public async Task Explain_tells_the_mirror_and_ends_with_0()
    {
        var run = await _console.RunAsync(["explain", Deb, "--ip", "121.128.0.10", "--scheme", "http"]);
        Assert.Equal((0, ""), (run.Exit, run.Errors));
        Assert.Contains($".example{Deb}", run.Output);
        var json = await _console.RunAsync(["explain", Deb, "--ip=121.128.0.10", "--json"]);
        using var document = JsonDocument.Parse(json.Output);
        Assert.StartsWith("https://", document.RootElement.GetProperty("location").GetString());
        Assert.Equal(3, document.RootElement.GetProperty("mirrors").GetArrayLength());
    }

    [Theory]
    [InlineData(1, "", "explain", "/debian/dists/stable/InRelease", "--ip", "121.128.0.10")]
    [InlineData(1, "", "explain", "/~only=gone" + Deb, "--ip", "121.128.0.10")]
    [InlineData(2, "not an IP address", "explain", Deb, "--ip", "121.128.0")]
    [InlineData(2, "--ip", "explain", Deb)]
    [InlineData(2, "gopher", "explain", Deb, "--ip", "121.128.0.10", "--scheme", "gopher")]
    [InlineData(2, "answers 400", "explain", "/debian/../x", "--ip", "121.128.0.10")]
    [InlineData(2, "answers 404", "explain", "/nothing/x", "--ip", "121.128.0.10")]
    [InlineData(2, "not an IP address", "geo", "here")]
    [InlineData(2, "nonsense", "nonsense")]
    [InlineData(2, "drop", "registry", "drop")]
    [InlineData(2, "write off, truncated or full", "explain", Deb, "--ip", "1.2.3.4", "--Redirector:RequestLog=maybe")]
    [InlineData(2, "Redirector:TrustedProxies holds 'x'", "serve", "--Redirector:TrustedProxies:0=x")]
    public async Task The_exit_code_tells_what_went_wrong(int exit, string told, params string[] words)
    {
        var run = await _console.RunAsync(words);
        Assert.Equal(exit, run.Exit);
        Assert.Contains(told, run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [Fact]
    public async Task A_broken_catalog_ends_explain_and_serve_with_2_and_every_problem()
    {
        _console.Write("mirrors.yaml", "version: 1\nsite: {name: T}\nmirors: {}\n");
        foreach (var words in (string[][])[["explain", Deb, "--ip", "1.2.3.4"], ["serve"], []])
        {
            var run = await _console.RunAsync(words);
            Assert.Equal(2, run.Exit);
            Assert.Contains("mirrors.yaml:3:1 error: ", run.Errors);
        }
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_a_line()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var run = await _console.RunAsync(["serve", $"--urls=http://{listener.LocalEndpoint}"]);
        Assert.Equal(1, run.Exit);
        Assert.Contains("address already in use", run.Errors);
        Assert.DoesNotContain("   at ", run.Errors);
    }

    [Fact]
    public async Task Geo_shows_the_databases_in_use_and_looks_addresses_up()
    {
        var none = await _console.RunAsync(["geo"]);
        Assert.Equal(0, none.Exit);
        Assert.Contains("not used", none.Output);
        var city = _console.Folder.File("city.mmdb");
        await File.WriteAllBytesAsync(city, GeoScene.City("Gumi"), TestContext.Current.CancellationToken);
        string[] settings = [$"--Redirector:Geo:City={city}", "--Redirector:Geo:VerifyKnownAddresses=false"];
        Assert.Contains("Test-City", (await _console.RunAsync(["geo", .. settings])).Output);
        var address = await _console.RunAsync(["geo", "1.0.3.7", .. settings]);
        Assert.Equal((0, ""), (address.Exit, address.Errors));
        Assert.Contains("Gumi", address.Output);
    }

    [Fact]
    public async Task The_registry_is_migrated_written_out_and_read_back()
    {
        var migrated = await _console.RunAsync(["registry", "migrate"]);
        Assert.True(migrated.Output.Length == 0, migrated.Output);
        Assert.Equal(0, migrated.Exit);
        Assert.Contains("up to date", migrated.Errors);
        var exported = await _console.RunAsync(["registry", "export"]);
        Assert.Equal(0, exported.Exit);
        Assert.All(
            exported.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => JsonDocument.Parse(line).Dispose());
        Assert.Equal(0, (await _console.RunAsync(["registry", "import"], exported.Output)).Exit);
        var again = await _console.RunAsync(["registry", "export"]);
        Assert.Equal(Facts(exported.Output), Facts(again.Output));
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("export")]
    [InlineData("import")]
    public async Task A_registry_that_is_away_ends_its_verbs_with_1(string verb)
    {
        var obstacle = _console.Write("obstacle", "");
        var run = await _console.RunAsync(
            ["registry", verb, $"--ConnectionStrings:Registry=Data Source={obstacle}/registry.db"]);
        Assert.Equal(1, run.Exit);
        Assert.Contains("the registry does not answer", run.Errors);
    }

    public void Dispose() => _console.Dispose();

    // Reading back is a change itself, and other nodes must see it: the counter goes on.
    private static string[] Facts(string lines) =>
        [.. lines.Split('\n').Where(line => !line.Contains("\"counter\"", StringComparison.Ordinal))];
}
