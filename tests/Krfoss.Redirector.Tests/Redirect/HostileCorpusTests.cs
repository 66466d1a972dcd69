using System.Collections.Concurrent;
using System.Diagnostics;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>The hostile corpus over real sockets, pipelined over connections that are kept as long as they last.</summary>
public sealed class HostileCorpusTests
{
    private const int Workers = 8;
    private const int ChunkSize = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_hostile_target_is_answered_with_5xx_or_sent_to_a_foreign_place()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var targets = HostileCorpus.Lines().SelectMany(HostileCorpus.Placements).ToArray();
        Assert.True(targets.Length > (SharedData.Find("hostile") is null ? 10_000 : 30_000), $"{targets.Length}");

        var complaints = new ConcurrentQueue<string>();
        var statuses = new ConcurrentDictionary<int, int>();
        var started = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            targets.Chunk(ChunkSize),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Workers,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (chunk, _) =>
            {
                foreach (var (target, answer) in chunk.Zip(await AskAsync(redirector, chunk)))
                {
                    statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
                    if (Complaint(target, answer) is { } complaint)
                        complaints.Enqueue($"{target}: {complaint}");
                }
            });

        Assert.True(complaints.IsEmpty, string.Join('\n', complaints.Take(20)));
        Assert.Equal(targets.Length, statuses.Values.Sum());
        Assert.All((int[])[302, 400, 404], status => Assert.True(statuses.ContainsKey(status), $"no {status}"));
        Assert.True(started.Elapsed < Longest, $"{targets.Length} requests took {started.Elapsed}");
        await StillServesAsync(redirector);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{targets.Length} requests, {started.Elapsed}: {string.Join(", ", statuses.OrderBy(pair => pair.Key))}");
    }

    internal static async Task StillServesAsync(RunningRedirector redirector)
    {
        var answers = await redirector.AskForPackagesAsync(100);
        Assert.All(answers, answer => Assert.Equal(302, answer.Status));
        var ready = await redirector.Client.GetAsync("/healthz/ready", TestContext.Current.CancellationToken);
        Assert.True(ready.IsSuccessStatusCode);
    }

    private static Task<IReadOnlyList<RawAnswer>> AskAsync(RunningRedirector redirector, string[] targets) =>
        redirector.AskAllAsync(
            [.. targets.Select(target => $"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n")],
            i => RequestTarget.Check(targets[i], out _) != TargetVerdict.Ok);

    private static string? Complaint(string target, RawAnswer answer) =>
        // A line feed ends the request line, which then names no version of HTTP.
        AnswerRules.Complaint(answer, isHttp1: !target.Contains('\n'))
        ?? (answer.Location is { } location && !IsCopied(location, target) ? $"not copied: {location}" : null);

    // What stands behind the base URL is the end of what was asked for, byte for byte; spaces in front of the version
    // belong to neither.
    private static bool IsCopied(string location, string target) =>
        target.AsSpan().TrimEnd(' ')
            .EndsWith(location.AsSpan(AnswerRules.BaseOf(location)!.Length), StringComparison.Ordinal);
}
