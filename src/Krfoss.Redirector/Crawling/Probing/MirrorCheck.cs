using System.Net.Sockets;
using System.Security.Cryptography;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Core.Publication.Proving;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>What one check asks: one repository on one endpoint of a mirror.</summary>
/// <param name="BaseUrl">Where the mirror has the repository, with the endpoint's scheme, without a slash at the end.
/// </param>
/// <param name="RootPath">The index root inside the repository, without leading slash, decoded.</param>
/// <param name="AbsentPath">A path that cannot exist, a new one each time.</param>
/// <param name="Knowledge">Tells which generation the root is, and with it which samples the mirror must have.</param>
internal sealed record MirrorCheckPlan(
    Uri BaseUrl, MirrorEndpoint Endpoint, string RootPath, string AbsentPath, CheckKnowledge Knowledge)
{
    /// <summary>False: what cannot exist is asked for only where something else is wrong.</summary>
    public bool AsksAbsent { get; init; } = true;

    /// <summary>By the generation that the mirror shows: the files to ask for, and what they prove.</summary>
    public Func<int, ProofStep> Proof { get; init; } = shown => new([], shown);

    /// <summary>The root that this endpoint showed last, and its validators; null = it is read anew.</summary>
    public (string Sha256, Validators Validators)? Seen { get; init; }

    /// <summary>Hosts of the mirror beside that of <see cref="BaseUrl"/>; redirects may go there.</summary>
    public IReadOnlySet<string> OwnHosts { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads date and number of a root that the origin never showed; null = the format has neither.</summary>
    public Func<ReadOnlyMemory<byte>, (DateTimeOffset? Date, long? Revision)>? ReadRoot { get; init; }
}

/// <summary>
/// Checks a mirror: the index root, the first bytes of a few real files, and a file that cannot exist. GET alone, since
/// HEAD and status are answered by everybody. Stops where the mirror does not answer or does not want to.
/// </summary>
internal sealed class MirrorCheck(ProbeClient client)
{
    /// <summary>A page that says "not found" is not longer, and nothing more is read of one that does not.</summary>
    public const int AbsentMaxBytes = 64 * 1024;

    public async Task<MirrorCheckResult> RunAsync(
        MirrorCheckPlan plan, Politeness politeness, CancellationToken cancellationToken)
    {
        var root = await AskAsync(plan, plan.RootPath, ask => ask with { Known = plan.Seen?.Validators });
        var result = Read(plan, root);
        if (!IsWillingToGoOn(root)) return result;

        var generation = plan.Knowledge.Find(result.RootSha256);
        var isWrong = generation is null;
        if (generation is not null)
        {
            var (step, samples) = (plan.Proof((int)generation.Number), new List<SampleAnswer>());
            result = result with { Samples = samples, ProvesUpTo = step.ProvesUpTo };
            foreach (var sample in step.Samples)
            {
                var answer = new SampleAnswer(sample, await AskAsync(plan, sample.Path, ask => ask with
                {
                    Range = (0, CheckSample.AskedBytes - 1),
                    MaxBodyBytes = CheckSample.AskedBytes * 4,
                }));
                samples.Add(answer);
                if (!IsWillingToGoOn(answer.Exchange)) return result;
                isWrong = !CheckRules.IsRight(answer);
                if (isWrong) break;
            }
        }

        if (!plan.AsksAbsent && !isWrong) return result;
        return result with
        {
            Absent = await AskAsync(plan, plan.AbsentPath, ask => ask with { MaxBodyBytes = AbsentMaxBytes }),
        };

        async Task<Exchange> AskAsync(MirrorCheckPlan plan, string path, Func<ProbeRequest, ProbeRequest> adjust)
        {
            await politeness.WaitAsync(cancellationToken);
            var ask = adjust(RequestFor(plan, path)) with { TakeLeave = politeness.WaitAsync };
            var exchange = await client.AskAsync(ask, cancellationToken);
            politeness.Received(exchange.Body.Length);
            if (exchange is { Status: 429 or 503, RetryAfter: { } wait }) politeness.LeaveAlone(wait);
            return exchange;
        }
    }

    private static ProbeRequest RequestFor(MirrorCheckPlan plan, string path) =>
        new(new($"{plan.BaseUrl.AbsoluteUri.TrimEnd('/')}/{Escaped(path)}"))
        {
            OwnHosts = plan.OwnHosts,
            Family = plan.Endpoint.IsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
        };

    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static MirrorCheckResult Read(MirrorCheckPlan plan, Exchange root)
    {
        var result = new MirrorCheckResult(plan.Endpoint, root);
        if (root is { IsAnswered: true, Status: 304 }) return result with { RootSha256 = plan.Seen?.Sha256 };
        if (root is not { IsAnswered: true, Status: 200 }) return result;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(root.Body.Span));
        result = result with { RootSha256 = sha256 };
        if (plan.Knowledge.Find(sha256) is not null || plan.ReadRoot is null) return result;
        var (date, revision) = plan.ReadRoot(root.Body);
        return result with { RootDate = date, RootRevision = revision };
    }

    private static bool IsWillingToGoOn(Exchange exchange) =>
        exchange.IsAnswered && exchange.Status is not (429 or 503);
}
