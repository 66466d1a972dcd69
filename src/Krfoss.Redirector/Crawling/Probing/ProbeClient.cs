using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>The head of an answer, and the rest of it for who wants to read it piece by piece.</summary>
/// <param name="Body">Null where there was no response; otherwise the caller's to dispose.</param>
internal readonly record struct OpenedExchange(Exchange Head, BodyStream? Body);

/// <summary>
/// The only way to ask another machine. http and https, no proxy, cookies or credentials, few redirects and each looked
/// at like the first URL, one connection for each mirror, limits for size, time and speed. What the other side does is
/// a value; only the caller's own cancellation throws.
/// </summary>
internal sealed class ProbeClient : IDisposable
{
    /// <summary>So much of a page is read that is not the file.</summary>
    private const int MaxPageBytes = 32 * 1024;

    private readonly CrawlOptions _options;
    private readonly ProbeNetwork _network;
    private readonly SnapshotStore _snapshots;
    private readonly TimeProvider _time;
    private readonly ConnectionPool[] _pools;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.OrdinalIgnoreCase);

    public ProbeClient(CrawlOptions options, ProbeNetwork network, SnapshotStore snapshots, TimeProvider time)
    {
        (_options, _network, _snapshots, _time) = (options, network, snapshots, time);
        _pools =
        [
            .. ((AddressFamily[])[AddressFamily.Unspecified, AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
                .Select(family => new ConnectionPool(network, family, options.Timeout)),
        ];
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
    /// speed; reading throws <see cref="BodyFailedException"/> where it does not, or the body is too long or ends
    /// early. Nobody else asks that mirror until the body is disposed.
    /// </summary>
    public Task<OpenedExchange> OpenAsync(ProbeRequest request, CancellationToken cancellationToken) =>
        StartAsync(request, isRenewed: true, cancellationToken);

    public void Dispose()
    {
        foreach (var pool in _pools) pool.Dispose();
        foreach (var turn in _turns.Values) turn.Dispose();
    }

    private async Task<OpenedExchange> StartAsync(
        ProbeRequest request, bool isRenewed, CancellationToken cancellationToken)
    {
        // Whoever waits for a mirror's one connection does so on no deadline of its own.
        var turn = request.IsMirror ? _turns.GetOrAdd(request.Url.Authority, _ => new(1, 1)) : null;
        if (turn is not null) await turn.WaitAsync(cancellationToken);
        var patience = new Patience(_options.Timeout, _time, isRenewed, cancellationToken);
        var isHandedOn = false;
        try
        {
            var pool = _pools.First(pool => pool.Family == request.Family);
            var conversation = new Conversation(request, pool, _network, patience, UserAgent(), _time);
            var opened = await conversation.HoldAsync(End);
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
            turn?.Release();
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
        if (head.Status >= 300) return Math.Min(request.MaxBodyBytes, MaxPageBytes);
        return head.Status != 206 && request.Range is { } range
            ? Math.Min(request.MaxBodyBytes, range.To - range.From + 1)
            : null;
    }

    /// <summary>As which every request of ours comes.</summary>
    public string UserAgent() =>
        $"Krfoss.Redirector/{ProductVersion.Short}"
        + (_snapshots.Current.Catalog.Site.Url is { } site ? $" (+{site.AbsoluteUri})" : "");
}
