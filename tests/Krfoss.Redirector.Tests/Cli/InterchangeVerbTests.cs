namespace Krfoss.Redirector.Tests.Cli;

/// <summary><c>import</c> and <c>export</c> from the command line to the exit code.</summary>
[Collection(ConsoleScene.Collection)]
public sealed class InterchangeVerbTests : IDisposable
{
    private const string AlmaLinux = """
        name: mirror.example.kr
        address: {https: 'https://mirror.example.kr/almalinux/'}
        update_frequency: 3h
        sponsor: Example
        sponsor_url: https://example.org
        geolocation: {country: UK, city: London}
        """;

    private readonly ConsoleScene _console = new();

    public InterchangeVerbTests() => _console.Write("mirrors.yaml", """
        version: 1
        repositories: {almalinux: {format: rpm, origin: 'https://origin.example/almalinux'}}
        mirrors:
          one.example:
            contact: {email: admin@one.example}
            location: {city: Seoul, country: KR, latitude: 37.5, longitude: 127}
            urls: ['https://one.example', 'http://one.example']
            repositories: {almalinux: }
          campus:
            private: true
            netblocks: [203.0.113.0/24]
            location: {country: KR, latitude: 37.5, longitude: 127}
            urls: ['https://campus.example']
            repositories: {almalinux: {path: /alma}}
        """);

    [Fact]
    public async Task What_is_imported_is_accepted_by_check()
    {
        Directory.CreateDirectory(_console.Folder.File("corpus"));
        _console.Write("corpus/mirror.example.kr.yml", AlmaLinux);
        var run = await _console.RunAsync(
            ["import", "almalinux", _console.Folder.File("corpus"), "--origin", "https://origin.example"]);
        Assert.Equal(0, run.Exit);
        Assert.Contains("mirror.example.kr.yml:6:14 warning: the country `UK` is taken for GB", run.Errors);
        Assert.Contains("mirrors imported: 1, left out: 0, warnings: 2", run.Errors);
        var check = await _console.RunAsync(["check", _console.Write("imported.yaml", run.Output)]);
        Assert.Equal(0, check.Exit);
        Assert.Contains("ok: 1 mirror, 1 repository", check.Output);
    }

    [Theory]
    [InlineData("arch", """{"urls": [{"url": "https://a.example/", "protocol": "https", "country_code": "KR"}]}""")]
    [InlineData("debian", "Site: a.example\nArchive-http: /debian/\nCountry: KR Korea\n")]
    [InlineData("mirrorbits", "KR http://a.example/ admin@a.example\n")]
    public async Task Every_form_is_read(string form, string text)
    {
        var file = _console.Write("list", text);
        string[] more = form is "mirrorbits" ? ["--repository", "videos"] : [];
        var run = await _console.RunAsync(["import", form, file, .. more, "--origin", "https://origin.example"]);
        Assert.Equal(0, run.Exit);
        var check = await _console.RunAsync(["check", _console.Write("imported.yaml", run.Output)]);
        Assert.Contains("ok: 1 mirror, 1 repository", check.Output);
    }

    [Theory]
    [InlineData("there is nothing to read", "import", "arch", "/nowhere")]
    [InlineData("no country code", "import", "debian", "LIST", "--country", "Atlantis")]
    [InlineData("no address", "import", "debian", "LIST", "--origin", "here")]
    [InlineData("this is no JSON", "import", "arch", "LIST")]
    [InlineData("--repository", "import", "mirrorbits", "LIST")]
    [InlineData("--repository", "export", "mirmon")]
    public async Task What_cannot_be_done_ends_with_2(string told, params string[] words)
    {
        var file = _console.Write("list", "Site: a.example\n");
        var run = await _console.RunAsync([.. words.Select(word => word is "LIST" ? file : word)]);
        Assert.Equal(2, run.Exit);
        Assert.Contains(told, run.Errors);
        Assert.Equal("", run.Output.Contains("version:", StringComparison.Ordinal) ? run.Output : "");
    }

    [Fact]
    public async Task Almalinuxs_form_is_written_to_a_folder_and_read_again()
    {
        var folder = _console.Folder.File("out");
        Assert.Equal(0, (await _console.RunAsync(["export", "almalinux", folder])).Exit);
        Assert.Equal(
            ["campus.example.yml", "one.example.yml"],
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var run = await _console.RunAsync(["import", "almalinux", folder]);
        Assert.Equal(0, run.Exit);
        Assert.Contains("urls: [https://one.example, http://one.example]", run.Output);
        Assert.Contains("almalinux: {path: /alma}", run.Output);
        Assert.Contains("netblocks: ['203.0.113.0/24']", run.Output);
        var all = await _console.RunAsync(["export", "almalinux"]);
        Assert.Contains("name: one.example\n", all.Output);
    }

    [Fact]
    public async Task Mirmon_never_hears_of_private_mirrors()
    {
        var run = await _console.RunAsync(["export", "mirmon", "--repository", "almalinux"]);
        Assert.Equal(
            "kr https://one.example/almalinux/ admin@one.example\nkr http://one.example/almalinux/ admin@one.example\n",
            run.Output);
    }

    [Fact]
    public async Task A_token_is_shown_once_with_the_line_for_the_catalog()
    {
        var run = await _console.RunAsync(["checkin-token", "campus"]);
        Assert.Equal(0, run.Exit);
        Assert.Matches(@"^krm_[0-9a-f]{64}\s*$", run.Output);
        Assert.Matches(@"\n    checkin_sha256: [0-9a-f]{64}\s*$", run.Errors);
        Assert.DoesNotContain(run.Output.Trim(), run.Errors);
        Assert.Equal(2, (await _console.RunAsync(["checkin-token"])).Exit);
    }

    [Fact]
    public async Task A_broken_catalog_ends_export_with_2_and_every_problem()
    {
        _console.Write("mirrors.yaml", "version: 1\nmirors: {}\n");
        var run = await _console.RunAsync(["export", "mirmon", "--repository", "almalinux"]);
        Assert.Equal(2, run.Exit);
        Assert.Contains("mirrors.yaml:2:1 error: ", run.Errors);
    }

    public void Dispose() => _console.Dispose();
}
