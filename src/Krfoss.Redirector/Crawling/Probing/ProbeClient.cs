using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>The head of an answer, and the rest of it for who wants to read it piece by piece.</summary>
/// <param name="Body">Null where there was no response; otherwise the caller's to dispose.</param>
internal readonly record struct OpenedExchange(Exchange Head, BodyStream? Body);

/// <summary>
/// The only way to ask another machine. http and https, no proxy, cookies or credentials, few redirects and each looked
/// at like the first URL, one connection for each host, limits for size, time and speed. What the other side does is a
/// value; only the caller's own cancellation throws.
/// </summary>
internal sealed class ProbeClient : IDisposable
{
    private const int MaxHeadKiB = 32;

    private readonly CrawlOptions _options;
    private readonly ProbeNetwork _network;
    private readonly SnapshotStore _snapshots;
    private readonly TimeProvider _time;
    private readonly Pool[] _pools;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.OrdinalIgnoreCase);

    public ProbeClient(CrawlOptions options, ProbeNetwork network, SnapshotStore snapshots, TimeProvider time)
    {
        (_options, _network, _snapshots, _time) = (options, network, snapshots, time);
        _pools = [PoolOf(AddressFamily.Unspecified), PoolOf(AddressFamily.InterNetwork),
            PoolOf(AddressFamily.InterNetworkV6)];
    }

    /// <summary>Asks, and reads the whole body within one deadline.</summary>
    public async Task<Exchange> AskAsync(ProbeRequest request, CancellationToken cancellationToken)
    {
        var (head, body) = await StartAsync(request, isRenewed: false, cancellationToken);
        if (body is null) return head;
        await using (body)
        {
            return await ReadAsync(head, body, request, cancellationToken);
        }
    }

    /// <summary>
    /// Asks, and leaves the body to be read piece by piece. The deadline is renewed as long as data comes at the least
    /// speed; reading throws <see cref="BodyFailedException"/> where it does not, or the body is too long or ends early.
    /// Nobody else asks that host until the body is disposed.
    /// </summary>
    public Task<OpenedExchange> OpenAsync(ProbeRequest request, CancellationToken cancellationToken) =>
        StartAsync(request, isRenewed: true, cancellationToken);

    public void Dispose()
    {
        foreach (var pool in _pools) pool.Http.Dispose();
        foreach (var turn in _turns.Values) turn.Dispose();
    }

    private async Task<OpenedExchange> StartAsync(
        ProbeRequest request, bool isRenewed, CancellationToken cancellationToken)
    {
        // Whoever waits for the host's one connection does so on no deadline of its own.
        var turn = _turns.GetOrAdd(request.Url.Authority, _ => new(1, 1));
        await turn.WaitAsync(cancellationToken);
        var patience = new Patience(_options.Timeout, _time, isRenewed, cancellationToken);
        var isHandedOn = false;
        try
        {
            var opened = await FollowAsync(request, patience, End);
            isHandedOn = opened.Body is not null;
            return opened;
        }
        finally
        {
            if (!isHandedOn) End();
        }

        void End()
        {
            patience.Dispose();
            turn.Release();
        }
    }

    private async Task<OpenedExchange> FollowAsync(ProbeRequest request, Patience patience, Action end)
    {
        var pool = _pools.First(pool => pool.Family == request.Family);
        var state = new Exchange(ExchangeOutcome.Answered, request.Url, request.Url, "");
        List<Uri> seen = [request.Url];
        HttpResponseMessage? response = null;
        try
        {
            if (ProblemOf(request.Url) is { } problem)
                return new(Ended(state, ExchangeOutcome.AddressRefused, problem, patience), null);
            while (true)
            {
                using var message = MessageFor(request, seen[^1]);
                response?.Dispose();
                response = null;
                response = await pool.Http.SendAsync(message, patience.Token);
                state = ResponseHead.Read(state with { FinalUrl = seen[^1] }, response, _time.GetUtcNow());
                state = WithFacts(state, pool) with
                {
                    Evidence = Evidence.Of(message, response),
                    Elapsed = patience.Elapsed,
                };
                if (!RedirectRules.IsRedirect(state.Status)) break;
                var location = ResponseHead.Single(response.Headers, "Location");
                var (next, outcome, _) = RedirectRules.Judge(request, seen, location, _network);
                if (next is null) return new(state with { Outcome = outcome }, null);
                state = state with { WasForcedToHttps = state.WasForcedToHttps || IsForced(seen[^1], next) };
                seen.Add(next);
            }

            var stream = await response.Content.ReadAsStreamAsync(patience.Token);
            patience.BodyBegins();
            var body = new BodyStream(stream, request.MaxBodyBytes, patience, response, end);
            response = null;
            return new(state, body);
        }
        catch (Exception e) when (!patience.IsCallersEnd && ExchangeFailures.AreTheirs(e))
        {
            var (outcome, reason) = ExchangeFailures.OfHead(e, patience, seen.Count - 1);
            var nothing = new Exchange(outcome, request.Url, seen[^1], "")
            {
                WasForcedToHttps = state.WasForcedToHttps,
            };
            return new(Ended(WithFacts(nothing, pool), outcome, reason, patience), null);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static async Task<Exchange> ReadAsync(
        Exchange head, BodyStream body, ProbeRequest request, CancellationToken cancellationToken)
    {
        var wanted = WantedOf(head, request);
        if (wanted is null && head.ContentLength > request.MaxBodyBytes)
            return head with { Outcome = ExchangeOutcome.TooLarge };
        using var bytes = new MemoryStream();
        var piece = ArrayPool<byte>.Shared.Rent(65_536);
        var outcome = ExchangeOutcome.Answered;
        try
        {
            while (wanted is null || bytes.Length < wanted)
            {
                var room = (int)Math.Min(piece.Length, (wanted ?? long.MaxValue) - bytes.Length);
                var count = await body.ReadAsync(piece.AsMemory(0, room), cancellationToken);
                if (count == 0) break;
                bytes.Write(piece, 0, count);
            }
        }
        catch (BodyFailedException e)
        {
            outcome = e.Outcome;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        return head with { Outcome = outcome, Body = bytes.ToArray(), Elapsed = body.Elapsed };
    }

    /// <summary>So much of the body is wanted and no more; null = all of it.</summary>
    private static long? WantedOf(Exchange head, ProbeRequest request)
    {
        // A page of an error explains itself in its beginning, and a range that was ignored is a whole file.
        if (head.Status >= 300) return Math.Min(request.MaxBodyBytes, MaxHeadKiB * 1024);
        return head.Status != 206 && request.Range is { } range
            ? Math.Min(request.MaxBodyBytes, range.To - range.From + 1)
            : null;
    }

    private static string? ProblemOf(Uri url) =>
        url.Scheme is not ("http" or "https") ? $"'{url.Scheme}' is neither http nor https"
        : url.UserInfo.Length > 0 ? "a URL with user info is not asked"
        : null;

    private static bool IsForced(Uri from, Uri to) => from.Scheme is "http" && to.Scheme is "https"
        && from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Exchange Ended(Exchange state, ExchangeOutcome outcome, string reason, Patience patience) =>
        state with
        {
            Outcome = outcome,
            Evidence = Evidence.Of(state.FinalUrl, reason),
            Elapsed = patience.Elapsed,
        };

    private static Exchange WithFacts(Exchange state, Pool pool) => pool.Connections.FactsOf(state.FinalUrl) is { } facts
        ? state with
        {
            Address = facts.Address,
            CertificateNotAfter = facts.NotAfter,
            CertificateIssuer = facts.Issuer,
        }
        : state with { Address = null, CertificateNotAfter = null, CertificateIssuer = null };

    private HttpRequestMessage MessageFor(ProbeRequest request, Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        var site = _snapshots.Current.Catalog.Site.Url;
        message.Headers.TryAddWithoutValidation(
            "User-Agent", $"Krfoss.Redirector/{ProductVersion.Short}{(site is null ? "" : $" (+{site.AbsoluteUri})")}");
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        message.Headers.CacheControl = new() { NoCache = true };
        if (request.Range is { } range) message.Headers.Range = new(range.From, range.To);
        if (request.Known?.ETag is { } etag) message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        message.Headers.IfModifiedSince = request.Known?.LastModified;
        return message;
    }

    private Pool PoolOf(AddressFamily family)
    {
        var connections = new ProbeConnections(_network, family);
        return new(family, connections, new(new SocketsHttpHandler
        {
            ConnectCallback = connections.ConnectAsync,
            ConnectTimeout = _options.Timeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MaxHeadKiB,
            MaxConnectionsPerServer = 1,
            MaxResponseDrainSize = 4096,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        }));
    }

    private sealed record Pool(AddressFamily Family, ProbeConnections Connections, HttpMessageInvoker Http);
}
