using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Asks origins: again after a failure that may pass, and not at all for a while where a host keeps failing or asks to
/// be left alone. Mirrors are asked without this, since each failure of theirs is to be counted by the health rules.
/// </summary>
internal sealed class OriginClient(ProbeClient client, CrawlOptions options, TimeProvider time)
{
    /// <summary>So many failures in a row within <see cref="Window"/>, and the host is left alone.</summary>
    public const int FailuresToPause = 6;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>An origin that asks for a longer wait than this is not obeyed to the letter: it may be a mistake.
    /// </summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Waits between the attempts.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    private readonly ConcurrentDictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    public async Task<Exchange> AskAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        var host = _hosts.GetOrAdd(request.Url.Authority, _ => new(Pipeline()));
        var now = time.GetUtcNow();
        if (host.NotBefore > now) return NotAsked($"the host wants to be left alone until {host.NotBefore:u}");
        try
        {
            var answer = await host.Pipeline.ExecuteAsync(
                static async (state, token) => await state.client.AskAsync(state.request, token),
                (client, request),
                cancellationToken);
            if (WantsToWait(answer) && answer.RetryAfter is { } wait)
                host.NotBefore = time.GetUtcNow() + (wait < LongestWait ? wait : LongestWait);
            return answer;
        }
        catch (BrokenCircuitException)
        {
            return NotAsked($"{FailuresToPause} failures in a row; the host is left alone for {Pause.TotalSeconds} s");
        }
        catch (TimeoutRejectedException)
        {
            return NotAsked("no answer in time, over several attempts") with { Outcome = ExchangeOutcome.TimedOut };
        }

        Exchange NotAsked(string why) =>
            new(ExchangeOutcome.ConnectFailed, request.Url, request.Url, $"GET {request.Url}\n{why}");
    }

    /// <summary>True for what may be over at the next attempt.</summary>
    public static bool MayPass(Exchange answer) => answer.Outcome switch
    {
        ExchangeOutcome.NameFailed or ExchangeOutcome.ConnectFailed or ExchangeOutcome.TimedOut
            or ExchangeOutcome.TooSlow or ExchangeOutcome.Truncated => true,
        ExchangeOutcome.Answered => answer.Status is 429 or >= 500,
        _ => false,
    };

    private static bool WantsToWait(Exchange answer) => answer is { IsAnswered: true, Status: 429 or 503 };

    private ResiliencePipeline<Exchange> Pipeline() => new ResiliencePipelineBuilder<Exchange> { TimeProvider = time }
        .AddTimeout(options.Timeout * (Waits.Length + 1) + Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait))
        .AddRetry(new RetryStrategyOptions<Exchange>
        {
            // Who names a time to wait is asked again then, and not within this question.
            ShouldHandle = attempt => ValueTask.FromResult(
                attempt.Outcome.Result is { RetryAfter: null } answer && MayPass(answer)),
            MaxRetryAttempts = Waits.Length,
            DelayGenerator = attempt => ValueTask.FromResult<TimeSpan?>(Waits[attempt.AttemptNumber]),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Exchange>
        {
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { } answer && MayPass(answer)),
            FailureRatio = 1,
            MinimumThroughput = FailuresToPause,
            SamplingDuration = Window,
            BreakDuration = Pause,
        })
        .Build();

    private sealed class Host(ResiliencePipeline<Exchange> pipeline)
    {
        public ResiliencePipeline<Exchange> Pipeline { get; } = pipeline;

        public DateTimeOffset NotBefore { get; set; }
    }
}
