using System.Text;
using System.Text.Json;
using Krfoss.Redirector.Tests.Processes;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>
/// Canaries in every place where a secret may stand, and then a look at everything that the real process lets out: its
/// console, metrics, API, lists and error pages.
/// </summary>
public sealed class NoSecretTests : IDisposable
{
    private const string Canary = "canary7f3a";
    private readonly TemporaryFolder _folder = new();

    private static readonly string[] Paths =
    [
        "/metrics", "/healthz/live", "/healthz/ready", "/version", "/openapi/v1.json", "/api/v1/mirrors",
        "/api/v1/mirrors/m1", "/api/v1/mirrors/m1/checks", "/api/v1/repositories",
        "/api/v1/repositories/debian/freshness", "/api/v1/explain?path=/debian/pool/x.deb", "/api/v1/nothing",
        "/nothing", "/debian/pool/x.deb", "/debian/pool/x.deb?mirrorlist", "/debian/pool/x.deb?explain",
        "/debian/../x", "/mirrorlist?repo=rocky&arch=x86_64", "/mirrorlist/apt/debian", "/",
    ];

    [Theory]
    [InlineData("text", "postgres", $"Host=127.0.0.1;Port=1;Username=u;Password={Canary}")]
    [InlineData("json", "postgres", $"Host=127.0.0.1;Port=1;Username=u;Password={Canary};Nonsense=1")]
    [InlineData("json", "sqlite", $"Data Source=registry.db;Password={Canary}")]
    public async Task No_secret_is_let_out(string format, string provider, string connection)
    {
        _folder.Write("mirrors.yaml", TestCatalogs.Small);
        using var program = await ProgramProcess.StartAsync(
            _folder,
            $"--Redirector:Log:Format={format}",
            "--Serilog:MinimumLevel:Default=Verbose",
            "--Serilog:MinimumLevel:Override:Microsoft=Information",
            "--Redirector:RequestLog=truncated",
            $"--Redirector:Registry:Provider={provider}",
            $"--ConnectionStrings:Registry={connection}",
            "--Redirector:Otlp:Endpoint=http://127.0.0.1:1",
            $"--Redirector:Otlp:Headers=api-key={Canary}",
            "--Redirector:Otlp:RequestShare=1",
            "--Redirector:DrainSeconds=0");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
        {
            BaseAddress = program.Address,
        };
        var seen = new StringBuilder();
        foreach (var path in Paths) seen.AppendLine(await AskAsync(client, HttpMethod.Get, path, null));
        seen.AppendLine(await AskAsync(client, HttpMethod.Post, "/api/v1/checkin", JsonSerializer.Serialize(
            new { mirror = "m1", token = Canary, repositories = (string[])["debian"], ok = true })));
        seen.AppendLine(await AskAsync(client, HttpMethod.Post, "/api/v1/checkin", $"{{\"token\": \"{Canary}"));
        program.Signal("TERM");
        Assert.Equal(0, await program.ExitAsync());
        Assert.Contains(program.Lines, line => line.Contains("/nothing", StringComparison.Ordinal));
        Assert.DoesNotContain(program.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("krfoss_build_info", seen.ToString());
        Assert.DoesNotContain(Canary, seen.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string> AskAsync(HttpClient client, HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Canary}");
        request.Headers.TryAddWithoutValidation("Cookie", $"session={Canary}");
        request.Headers.TryAddWithoutValidation("X-Api-Key", Canary);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return $"{answer}\n{await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }
}
