using System.Collections.Concurrent;
using System.Text;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>Good requests with random damage anywhere: request line, header names, values, line ends.</summary>
public sealed class MutatedRequestTests
{
    private const int Rounds = 20_000;
    private const int Workers = 8;
    private const int ChunkSize = 250;
    private const int Seed = 20261122;

    // Completes whatever the damaged request left open, so that nobody waits for the rest of it.
    private const string Trailer = "GET /healthz/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

    private static readonly string[] Seeds =
    [
        "GET /debian/pool/main/h/hello/hello_2.10-3_amd64.deb HTTP/1.1\r\nHost: x\r\nUser-Agent: apt/2.6\r\n"
            + "X-Forwarded-For: 121.128.0.9\r\n\r\n",
        "GET /rocky/9/BaseOS/x86_64/os/repodata/repomd.xml HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n"
            + "X-Forwarded-Proto: https\r\nForwarded: for=\"[2001:db8::1]:80\";proto=https\r\n\r\n",
        "GET /~no=m1,m2/~https/archlinux/core/os/x86_64/a-1:1.0%2b-1-any.pkg.tar.zst?x=%20y HTTP/1.1\r\nHost: x\r\n"
            + "Range: bytes=10-\r\nX-Forwarded-For: 203.0.113.7, 127.0.0.1\r\n\r\n",
        "GET /debian/./%ED%95%9C%EA%B8%80_1%7erc.deb HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n",
    ];

    private static readonly string[] Pieces =
    [
        "%0d%0aSet-Cookie:%20a=b", "\r\nX-Evil: 1", "\r\n", "\n", "\r", "%2e%2e/", "../", "//", "%2f", "\\", "%00", "%",
        " ", "\t", "\0", ":", "?", "#", "@evil.example", "https://evil.example/", "~no=m1/", "~only=/", "%ff", "\u00ff",
        "\"", ",", ";", "[", "%25", "HTTP/9.9", " HTTP/1.0",
    ];

    [Fact]
    public async Task No_damaged_request_is_answered_with_5xx_or_sent_to_a_foreign_place()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var random = new Random(Seed);
        var requests = Enumerable.Range(0, Rounds).Select(_ => Mutate(random)).ToArray();
        var complaints = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        await Parallel.ForEachAsync(
            requests.Chunk(ChunkSize),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Workers,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (chunk, _) =>
            {
                foreach (var request in chunk)
                {
                    foreach (var answer in await AskAsync(redirector, request))
                    {
                        statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
                        if (AnswerRules.Complaint(answer, NamesHttp1(request)) is { } complaint)
                            complaints.Enqueue($"{request}\n-> {complaint}");
                    }
                }
            });

        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Take(5)));
        Assert.True(statuses.Values.Sum() >= Rounds, $"{statuses.Values.Sum()} answers");
        Assert.All((int[])[200, 302, 400, 404], status => Assert.True(statuses.GetValueOrDefault(status) > 100));
        await HostileCorpusTests.StillServesAsync(redirector);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key)));
    }

    private static async Task<List<RawAnswer>> AskAsync(RunningRedirector redirector, string request)
    {
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync(request + Trailer);
        var answers = new List<RawAnswer>(2);
        while (await connection.ReadAsync() is { } answer) answers.Add(answer);
        Assert.True(answers.Count > 0, $"no answer: {request}");
        return answers;
    }

    private static bool NamesHttp1(string request)
    {
        var line = request.AsSpan(0, request.IndexOf('\n', StringComparison.Ordinal)).TrimEnd('\r');
        return line.EndsWith(" HTTP/1.1", StringComparison.Ordinal)
            || line.EndsWith(" HTTP/1.0", StringComparison.Ordinal);
    }

    private static string Mutate(Random random)
    {
        var request = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var edits = random.Next(1, 5); edits > 0; edits--)
        {
            // Half of all damage is done to the request line.
            var line = Math.Max(1, request.ToString().IndexOf('\r', StringComparison.Ordinal));
            var at = random.Next(random.Next(2) == 0 ? line : request.Length);
            switch (random.Next(4))
            {
                case 0: request[at] = (char)random.Next(256); break;
                case 1: request.Insert(at, (char)random.Next(256)); break;
                case 2: request.Remove(at, Math.Min(random.Next(1, 4), request.Length - at)); break;
                default: request.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
            }
        }

        return request.ToString();
    }
}
