using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>
/// Asks the registry how an index root spread, and keeps the answer for a minute: many checks have to be read for it.
/// </summary>
internal sealed class Arrivals(MirrorRegistry registry, TimeProvider time)
{
    /// <summary>Further back than this nothing is read.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    private const int MostKept = 64;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Repository, string Root), Answer> _answers = new();

    /// <returns>The registry's answer; it may be away.</returns>
    public async Task<RegistryAnswer<Propagation?>> MeasureAsync(
        RepositorySummary repository, RootPublication root, CancellationToken cancellation)
    {
        var (now, key) = (time.GetUtcNow(), (repository.Id, root.Path));
        if (!_answers.TryGetValue(key, out var answer) || (now - answer.At).Duration() >= KeptFor)
        {
            var oldest = root.Generations[Math.Min(root.Generations.Count, Propagation.GenerationsShown) - 1].FirstSeen;
            var since = oldest > now - Longest ? oldest : now - Longest;
            answer = new(now, since, await registry.ReadArrivalsAsync(
                [.. repository.Mirrors.Select(mirror => mirror.Id)], repository.Id, root.Path, since, cancellation));
            if (!answer.Read.IsAvailable) return new(null, answer.Read.Error);
            if (_answers.Count >= MostKept) _answers.Clear();
            _answers[key] = answer;
        }

        return new(Propagation.Of(root, repository.Mirrors, answer.Read.Get(), answer.Since, now), null);
    }

    private sealed record Answer(
        DateTimeOffset At, DateTimeOffset Since, RegistryAnswer<IReadOnlyList<GenerationArrival>> Read);
}
