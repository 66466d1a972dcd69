using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>What is next on a connection.</summary>
internal enum WireProgress
{
    /// <summary>Everything that came is answered.</summary>
    NextRequest,

    /// <summary>What stands behind the answered part is not plain.</summary>
    WebServer,

    /// <summary>The client wanted no more.</summary>
    Close,
}

/// <summary>Writes the answers to plain requests.</summary>
internal sealed class WireAnswers(
    SnapshotStore snapshots,
    GeoStore geo,
    ClientAddress clients,
    Redirections redirections,
    RedirectMetrics metrics,
    RedirectCounter counter,
    WireDate date)
{
    private const int MaxHeadBytes = 4_096;

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 128).Select(code => (char)code).Where(char.IsControl).Except(['\t', '\r', '\n'])]);

    // Text of one head; a request lives on one thread until it is answered.
    [ThreadStatic]
    private static char[]? _text;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>Answers the requests at the beginning of what came, several where a client pipelines.</summary>
    /// <param name="answered">So many bytes are answered.</param>
    public WireProgress Write(
        in ReadOnlySequence<byte> received, PipeWriter output, IpNumber peer, out int answered)
    {
        // A head in two pieces is rare, and one that is not whole yet comes from a slow client: neither is plain.
        var bytes = received.FirstSpan;
        answered = 0;
        while (answered < bytes.Length)
        {
            var rest = bytes[answered..];
            var end = rest.IndexOf(HeadEnd);
            if (end < 0 || end > MaxHeadBytes) return WireProgress.WebServer;
            var text = (_text ??= new char[MaxHeadBytes + 2]).AsSpan(0, end + 2);
            if (Ascii.ToUtf16(rest[..text.Length], text, out _) != OperationStatus.Done
                || text.ContainsAny(Controls)
                || !WireRequest.TryRead(text, out var request)
                || !TryAnswer(request, output, peer))
            {
                return WireProgress.WebServer;
            }

            answered += end + HeadEnd.Length;
            if (request.IsLast) return WireProgress.Close;
        }

        return answered < received.Length ? WireProgress.WebServer : WireProgress.NextRequest;
    }

    /// <returns>False where nothing was written, and the web server shall answer.</returns>
    private bool TryAnswer(in WireRequest request, PipeWriter output, IpNumber peer)
    {
        try
        {
            return TryRedirect(request, output, peer);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug of ours. The usual way meets it as well, tells of it and names the origin.
            return false;
        }
    }

    private bool TryRedirect(in WireRequest request, PipeWriter output, IpNumber peer)
    {
        // Wishes are typed by people and queries are rare: both are read where there is time for it.
        var path = request.Target;
        if (path is ['/', '~', ..]) return false;
        if (RequestTarget.Check(path, out var parts) != TargetVerdict.Ok || parts.HasQuery) return false;
        var snapshot = snapshots.Current;
        if (!snapshot.Routes.TryFind(path, out var route, out var prefixLength)) return false;
        var inRepository = SegmentPrefix.Rest(path, prefixLength);
        if (ReservedQueries.IsMeta4(inRepository)) return false;
        foreach (var alias in route.Aliases)
        {
            if (alias.Rewrite(inRepository) is not null) return false;
        }

        var client = clients.Of(peer, isHttps: false, request.Forwarding);
        if (client.IsHttps && !route.OriginIsHttps) return false;
        var asked = new SelectionRequest
        {
            Route = route,
            Kind = PathClassifier.Classify(route.Format, inRepository),
            Path = inRepository,
            Target = path,
            Address = client.Address,
            Location = snapshot.Locate(geo.Current, client.Address),
            IsHttps = client.IsHttps,
            Attempt = 1,
        };
        var decision = redirections.Decide(
            snapshot, asked, request.UserAgent, counts: request.IsGet && !request.HasRange);
        var text = new WireText(output, RoomFor(decision, path.Length, client.IsHttps));
        Write(ref text, decision, path[prefixLength..], client.IsHttps, request.IsLast);
        if (!text.TryEnd()) return false;
        metrics.Redirected(snapshot, route, decision);
        if (request.IsGet) counter.Count(snapshot, asked, decision, request.UserAgent, request.Range);
        return true;
    }

    private static int RoomFor(in RedirectDecision decision, int pathLength, bool needsHttps)
    {
        const int fixedParts = 512;
        var room = fixedParts + decision.BaseUrl!.Length + pathLength + (decision.Candidate?.Mirror.Id.Length ?? 0);
        for (var i = 0; i < decision.RunnersUpCount; i++)
        {
            var baseUrl = decision.RunnerUp(i).BaseFor(needsHttps)!;
            room += baseUrl.Length + pathLength + LinkHeader.MarkupLength;
        }

        return room;
    }

    // Byte for byte what the web server writes for RedirectEndpoint.
    private void Write(
        scoped ref WireText text,
        in RedirectDecision decision,
        ReadOnlySpan<char> tail,
        bool needsHttps,
        bool isLast)
    {
        text.Add("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"u8);
        if (isLast) text.Add("Connection: close\r\n"u8);
        text.Add(date.Line);
        text.Add("Cache-Control: "u8);
        text.Add(RedirectEndpoint.CachingOf(decision.Reason));
        text.Add("\r\nLocation: "u8);
        text.Add(decision.BaseUrl);
        text.Add(tail);
        if (decision.Candidate is { } candidate)
        {
            text.Add("\r\nVary: X-Forwarded-Proto\r\nX-Mirror: "u8);
            text.Add(candidate.Mirror.Id);
        }
        else
        {
            text.Add("\r\nX-Mirror: origin"u8);
        }

        text.Add("\r\nX-Mirror-Reason: "u8);
        text.Add(decision.Reason.ToWord());
        AddRunnersUp(ref text, decision, tail, needsHttps);
        text.Add("\r\n\r\n"u8);
    }

    private static void AddRunnersUp(
        scoped ref WireText text, in RedirectDecision decision, ReadOnlySpan<char> tail, bool needsHttps)
    {
        var named = LinkHeader.CountOf(decision, tail.Length, needsHttps);
        for (var i = 0; i < named; i++)
        {
            var runnerUp = decision.RunnerUp(i);
            text.Add(i == 0 ? "\r\nLink: <"u8 : ", <"u8);
            text.Add(runnerUp.BaseFor(needsHttps));
            text.Add(tail);
            text.Add(">; rel=duplicate; pri="u8);
            text.Add((char)('2' + i));
            text.Add("; geo="u8);
            text.Add(runnerUp.Mirror.GeoCode);
        }
    }
}
