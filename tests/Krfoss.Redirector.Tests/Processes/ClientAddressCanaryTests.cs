using System.Text;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>By default nothing that the process leaves behind holds the address of a client.</summary>
public sealed class ClientAddressCanaryTests : IDisposable
{
    // Digits that stand nowhere else; the second is in the place of the catalog, the third an IPv6 address.
    private static readonly string[] Canaries = ["203.0.113.187", "121.128.17.239", "2001:db8:77a1:5c3e::beef"];
    private readonly TemporaryFolder _folder = new();

    public ClientAddressCanaryTests() => File.WriteAllText(_folder.File("mirrors.yaml"), TestCatalogs.Small);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_client_address_stands_in_registry_files_or_logs()
    {
        IReadOnlyList<string> lines;
        using (var program = await ProgramProcess.StartAsync(_folder, "--Redirector:DrainSeconds=0"))
        {
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
            {
                BaseAddress = program.Address,
            };
            foreach (var address in Canaries)
            {
                foreach (var target in Targets())
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, target);
                    request.Headers.Add("X-Forwarded-For", address);
                    request.Headers.Add("User-Agent", "canary-agent-9931");
                    using var answer = await client.SendAsync(request, Stop);
                }
            }

            program.Signal("TERM");
            Assert.Equal(0, await program.ExitAsync());
            lines = program.Lines;
        }

        var (_, export, _) = await ProgramProcess.RunAsync(_folder, "registry", "export");
        Assert.Contains("\"kind\":\"place_tally\"", export);
        AssertNone(string.Join('\n', lines), "the log");
        AssertNone(export, "the registry's lines");
        var files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("registry.db", StringComparison.Ordinal));
        foreach (var file in files)
            AssertNone(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Stop)), Path.GetFileName(file));
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Targets() =>
    [
        "/debian/pool/main/a/a_1_amd64.deb",
        "/debian/pool/main/a/a_1_amd64.deb",
        "/debian/dists/stable/InRelease",
        "/debian/pool/..%2fx",
        "/rocky/9/BaseOS/x86_64/os/a.rpm?explain",
        "/mirrorlist/apt/debian",
        "/api/v1/explain?path=debian/a.deb",
        "/api/v1/statistics?by=country",
        "/nothing",
    ];

    private static void AssertNone(string text, string where)
    {
        foreach (var canary in (string[])[.. Canaries, "canary-agent-9931"])
        {
            // Neither as text nor in the form of an address inside IPv6.
            Assert.False(text.Contains(canary, StringComparison.OrdinalIgnoreCase), $"{where} holds {canary}");
        }
    }
}
