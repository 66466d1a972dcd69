using System.Text.Json;
using Krfoss.Redirector.Tests.MirrorLists;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Status;

/// <summary><c>docs/api.http</c>: each request of it is answered, and none is forgotten.</summary>
public sealed class HttpFileTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private static readonly string[] Text =
        File.ReadAllLines(Path.Combine(SharedData.RepositoryRoot, "docs", "api.http"));

    private readonly RunningRedirector _redirector = running.Redirector;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_is_answered_as_it_says()
    {
        var requests = Requests();
        Assert.InRange(requests.Count, 15, 40);
        foreach (var one in requests)
        {
            using var message = new HttpRequestMessage(new(one.Method), one.Target);
            if (one.Body.Length > 0) message.Content = new StringContent(one.Body);
            foreach (var (name, value) in one.Headers)
            {
                if (!message.Headers.TryAddWithoutValidation(name, value))
                {
                    message.Content!.Headers.Remove(name);
                    Assert.True(message.Content.Headers.TryAddWithoutValidation(name, value), name);
                }
            }

            using var answer = await _redirector.Client.SendAsync(message, Stop);
            var body = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True((int)answer.StatusCode == one.Expected, $"{one.Target}: {(int)answer.StatusCode} {body}");
            Assert.NotEqual("", body);
        }
    }

    [Fact]
    public async Task Every_path_of_the_description_is_there()
    {
        using var json = JsonDocument.Parse(await _redirector.Client.GetStringAsync("/openapi/v1.json", Stop));
        var described = json.RootElement.GetProperty("paths").EnumerateObject()
            .Select(path => path.Name.Replace("{id}", "near", StringComparison.Ordinal)
                .Replace("repositories/near", "repositories/archlinux", StringComparison.Ordinal));
        var asked = Requests().Select(request => request.Target.Split('?')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.All(described, path => Assert.Contains(path, asked));
    }

    private static List<Request> Requests()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["host"] = "",
            ["mirror"] = "near",
            ["repository"] = "archlinux",
            ["file"] = "archlinux/x.pkg.tar.zst",
        };
        Assert.All(
            Text.Where(line => line.StartsWith('@')), line => Assert.Contains(line[1..].Split(" = ")[0], values.Keys));
        var requests = new List<Request>();
        foreach (var block in string.Join('\n', Text).Split("\n###").Skip(1))
        {
            var lines = block.Split('\n').Skip(1).Select(Filled).ToList();
            var expected = lines.Find(line => line.StartsWith("# @expect ", StringComparison.Ordinal)) is { } mark
                ? int.Parse(mark[10..], null) : 200;
            lines = lines.FindAll(line => !line.StartsWith('#'));
            var (method, target) = (lines[0].Split(' ')[0], lines[0].Split(' ')[1]);
            var headers = lines.Skip(1).TakeWhile(line => line.Length > 0)
                .Select(line => line.Split(": ", 2)).ToArray();
            requests.Add(new(
                method,
                target,
                [.. headers.Select(header => (header[0], header[1]))],
                string.Join('\n', lines.Skip(2 + headers.Length)).Trim(),
                expected));
        }

        return requests;

        string Filled(string line) => values.Aggregate(
            line, (text, value) => text.Replace($"{{{{{value.Key}}}}}", value.Value, StringComparison.Ordinal));
    }

    private sealed record Request(
        string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, string Body, int Expected);
}
