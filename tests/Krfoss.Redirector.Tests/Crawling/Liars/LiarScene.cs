using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>Checks mirrors of <see cref="SmallRepository"/> with the client as it is in the program.</summary>
internal sealed class LiarScene : IDisposable
{
    private readonly ProbeClient _client;

    /// <param name="timeoutSeconds">Short for liars that keep us waiting.</param>
    public LiarScene(double timeoutSeconds = 10) => _client = FetchScene.Client(
        FetchScene.Options(LyingMirror.Networks, new(StringComparer.Ordinal)
        {
            ["Redirector:Crawl:TimeoutSeconds"] = $"{timeoutSeconds}",
        }),
        adjust: network => network with
        {
            Resolve = LyingNames.ResolveAsync,
            Authorities = TestCertificates.Authorities,
            IsOurUrl = url => url.Host is LyingMirror.OurHost,
        });

    /// <summary>One check, judged.</summary>
    public async Task<(CheckFinding Finding, MirrorCheckResult Result)> CheckAsync(
        LyingMirror mirror,
        Func<CheckKnowledge, CheckKnowledge>? adjust = null,
        string below = "",
        Func<MirrorCheckPlan, MirrorCheckPlan>? plan = null)
    {
        var knowledge = SmallRepository.KnowledgeAt(DateTimeOffset.UtcNow) with { SeenGeneration = null };
        knowledge = adjust?.Invoke(knowledge) ?? knowledge;
        var usual = new MirrorCheckPlan(
            new(mirror.Url, below), mirror.Endpoint, SmallRepository.RootPath, $"absent/{Guid.NewGuid():N}", knowledge)
        {
            Proof = shown => new([.. SmallRepository.Samples.Where(sample => sample.IsListedBy(shown))], shown),
            ReadRoot = SmallRepository.Read,
        };
        var result = await new MirrorCheck(_client).RunAsync(
            plan?.Invoke(usual) ?? usual, new HurriedTime().Politeness, TestContext.Current.CancellationToken);
        return (CheckRules.Judge(result, knowledge), result);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Every look at this clock is a second later, so that politeness never waits.</summary>
    internal sealed class HurriedTime : TimeProvider
    {
        private long _seconds;

        public Politeness Politeness => new(this);

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _seconds);
    }
}
