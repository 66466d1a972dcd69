using Krfoss.Redirector.Tests.Cli;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Explaining;

/// <summary>
/// Explanations as people approved them, in <c>tests/data/explaining</c>. Where one changes on purpose, look at the
/// new text as a mirror's owner would, then write it there.
/// </summary>
[Collection(ConsoleScene.Collection)]
public sealed class ExplanationTests : IDisposable
{
    private readonly ConsoleScene _console = new();

    [Theory]
    [InlineData("near", "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb", "121.128.0.10")]
    [InlineData("metadata", "/debian/dists/x-security/InRelease", "1.2.3.4")]
    [InlineData("nohttps", "/plainhttp/pool/a.deb", "1.2.3.4")]
    public async Task An_explanation_reads_as_it_was_approved(string name, string path, string ip)
    {
        _console.Write("mirrors.yaml", TestCatalogs.Small);
        var text = await _console.RunAsync(["explain", path, "--ip", ip]);
        Assert.Equal(Approved($"{name}.txt"), text.Output);
        var json = await _console.RunAsync(["explain", path, "--ip", ip, "--json"]);
        Assert.Equal(Approved($"{name}.json"), json.Output);
    }

    public void Dispose() => _console.Dispose();

    private static string Approved(string file) =>
        File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "tests", "data", "explaining", file));
}
