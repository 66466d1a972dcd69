using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Tests.GeoData;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Losses;

/// <summary>Without geo data clients count as being in the default country; what was good stays in use.</summary>
public sealed class GeoLostTests : IDisposable
{
    private const string Client = "1.0.3.7";
    private readonly TemporaryFolder _folder = new();

    private string City => _folder.File("city.mmdb");

    private string Asn => _folder.File("asn.mmdb");

    public static TheoryData<string, string> BadAtStart => new()
    {
        { "missing", "missing: City, Asn" },
        { "empty", "missing: City, Asn" },
        { "garbage", "missing: City, Asn" },
        { "truncated", "missing: City" },
        { "wrong type", "missing: City, Asn" },
        { "asn only", "missing: City" },
        { "folders", "missing: City, Asn" },
    };

    [Theory]
    [MemberData(nameof(BadAtStart))]
    public async Task Bad_at_the_start(string how, string told)
    {
        Lose(how);
        await using var redirector = await StartAsync();
        await redirector.ServesAsync();
        Assert.Equal(told, await redirector.ReadinessAsync("geo"));
        var answer = await redirector.AskAsync("/debian/pool/a.deb", Client);
        Assert.Equal("country", answer.Reason);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("garbage")]
    [InlineData("truncated")]
    [InlineData("wrong type")]
    [InlineData("folders")]
    public async Task Lost_while_running_what_was_good_stays(string how)
    {
        await File.WriteAllBytesAsync(City, GeoScene.City("Gumi"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Asn, GeoScene.Asn(4766), TestContext.Current.CancellationToken);
        await using var redirector = await StartAsync();
        Assert.Equal("ok", await redirector.ReadinessAsync("geo"));
        Assert.Equal("near", (await redirector.AskAsync("/debian/pool/a.deb", Client)).Reason);

        Lose(how);
        redirector.Services.GetRequiredService<GeoWatcher>().Poll();
        await redirector.ServesAsync();
        Assert.Equal("near", (await redirector.AskAsync("/debian/pool/b.deb", Client)).Reason);
        Assert.Equal("ok", await redirector.ReadinessAsync("geo"));
        Assert.NotNull(redirector.Services.GetRequiredService<GeoStore>().Status.LastProblem);
        var rejected = await redirector.MetricAsync("krfoss_geo_rejected_loads_total");
        Assert.Equal(how is not ("missing" or "folders"), rejected != "0");
    }

    public void Dispose() => _folder.Dispose();

    private Task<RunningRedirector> StartAsync() => RunningRedirector.StartAsync(
        TestCatalogs.Small.Replace("repositories:\n", "selection: {spill: 0}\nrepositories:\n"),
        [
            $"--Redirector:Geo:City={City}",
            $"--Redirector:Geo:Asn={Asn}",
            "--Redirector:Geo:VerifyKnownAddresses=false",
        ]);

    private void Lose(string how)
    {
        File.Delete(City);
        File.Delete(Asn);
        switch (how)
        {
            case "empty":
                File.WriteAllBytes(City, []);
                File.WriteAllBytes(Asn, []);
                break;
            case "garbage":
                File.WriteAllText(City, new string('x', 100_000));
                File.WriteAllText(Asn, new string('x', 100_000));
                break;
            case "truncated":
                File.WriteAllBytes(City, GeoScene.City("Gumi")[..500]);
                File.WriteAllBytes(Asn, GeoScene.Asn(4766));
                break;
            case "wrong type":
                File.WriteAllBytes(City, GeoScene.Asn(4766));
                File.WriteAllBytes(Asn, GeoScene.City("Gumi"));
                break;
            case "asn only":
                File.WriteAllBytes(Asn, GeoScene.Asn(4766));
                break;
            case "folders":
                Directory.CreateDirectory(City);
                Directory.CreateDirectory(Asn);
                break;
        }
    }
}
