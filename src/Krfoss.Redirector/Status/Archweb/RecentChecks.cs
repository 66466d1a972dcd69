using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Status.Archweb;

/// <summary>
/// Sums of a day's checks, at most a minute old: they are many rows to add up, and every visitor asks for the same.
/// </summary>
internal sealed class RecentChecks(MirrorRegistry registry, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(1);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Sums> _known =
        new(StringComparer.Ordinal);

    /// <returns>Null where the registry is away.</returns>
    public async Task<IReadOnlyList<CheckSums>?> OfAsync(
        string repository, IReadOnlyList<string> mirrors, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(repository, out var known) && now - known.At < GoodFor) return known.Checks;
        var since = now.AddSeconds(-MirrorStatusJson.CutoffSeconds);
        var answer = await registry.ReadCheckSumsAsync(repository, mirrors, since, cancellation);
        if (!answer.IsAvailable) return null;
        _known[repository] = new(now, answer.Get());
        return answer.Get();
    }

    private sealed record Sums(DateTimeOffset At, IReadOnlyList<CheckSums> Checks);
}
