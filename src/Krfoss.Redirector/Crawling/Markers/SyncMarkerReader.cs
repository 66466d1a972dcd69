using System.Collections.Concurrent;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Formats.Syncing;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Markers;

/// <summary>What a mirror's own file said, and when it was read.</summary>
/// <param name="Url">Where the file stands.</param>
internal sealed record SeenMarker(Uri Url, SyncMarker Says, DateTimeOffset ReadAt);

/// <summary>
/// Reads the files in which mirrors say when they synchronised, for people to see beside what was verified. Seldom, and
/// only of mirrors that are well; nothing follows from what they say.
/// </summary>
internal sealed class SyncMarkerReader(ProbeClient client, TimeProvider time)
{
    private const int MaxBytes = 4_096;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Who has no such file rarely gets one.</summary>
    private static readonly TimeSpan IntervalWithout = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string Mirror, string Repository), Known> _known = new();

    /// <summary>What was read last; empty where there is nothing.</summary>
    public IReadOnlyList<SeenMarker> Of(CopyKey copy) =>
        _known.TryGetValue((copy.Mirror, copy.Repository), out var known) ? known.Markers : [];

    /// <summary>Asks for what there may be, when it is time again.</summary>
    /// <param name="plan">The check that has just gone well: the files are asked for in the same way.</param>
    public async Task LookAsync(
        Visit visit, MirrorCheckPlan plan, Politeness politeness, CancellationToken cancellationToken)
    {
        var key = (visit.Key.Mirror, visit.Key.Repository);
        if (_known.TryGetValue(key, out var known) && time.GetUtcNow() < known.NextLook) return;
        var seen = new List<SeenMarker>();
        foreach (var (url, read) in FilesOf(visit, plan))
        {
            await politeness.WaitAsync(cancellationToken);
            var answer = await client.AskAsync(RequestFor(plan, url, politeness), cancellationToken);
            politeness.Received(answer.Body.Length);
            if (answer is { Status: 429 or 503, RetryAfter: { } wait }) politeness.LeaveAlone(wait);
            if (answer is not { IsAnswered: true, Status: 200 }) continue;
            var says = read(answer.Body);
            if (says != default) seen.Add(new(url, says, time.GetUtcNow()));
        }

        _known[key] = new(seen, time.GetUtcNow() + (seen.Count > 0 ? Interval : IntervalWithout));
    }

    /// <summary>Forgets what nobody declares any more.</summary>
    public void Keep(Func<(string Mirror, string Repository), bool> isWanted)
    {
        foreach (var key in _known.Keys.Where(key => !isWanted(key))) _known.TryRemove(key, out _);
    }

    private static IEnumerable<(Uri Url, Func<ReadOnlyMemory<byte>, SyncMarker> Read)> FilesOf(
        Visit visit, MirrorCheckPlan plan)
    {
        if (SyncMarkers.PathOf(visit.Route.Format) is { } path)
            yield return (Below(plan.BaseUrl, path), content => new(SyncMarkers.ReadTime(content.Span), null));
        var top = visit.Candidate.Mirror.Definition.Urls.First(url => url.Scheme == plan.BaseUrl.Scheme);
        yield return (
            Below(top, $"{SyncMarkers.DsyncFolder}/{visit.Key.Repository}"),
            content => new(null, SyncMarkers.ReadDsync(content.Span)));
    }

    private static Uri Below(Uri folder, string path) => new($"{folder.AbsoluteUri.TrimEnd('/')}/{path}");

    private static ProbeRequest RequestFor(MirrorCheckPlan plan, Uri url, Politeness politeness) => new(url)
    {
        OwnHosts = plan.OwnHosts,
        Family = plan.Endpoint.IsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
        MaxBodyBytes = MaxBytes,
        TakeLeave = politeness.WaitAsync,
    };

    private sealed record Known(IReadOnlyList<SeenMarker> Markers, DateTimeOffset NextLook);
}
