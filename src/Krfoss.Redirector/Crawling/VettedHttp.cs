using System.Net;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling;

/// <summary>
/// The only way to fetch something from another machine. http and https, no proxy, cookies or credentials, at
/// most three redirects and each looked at like the first URL, a limit for size and time. Never throws
/// because of the other side.
/// </summary>
internal sealed class VettedHttp : IDisposable
{
    public const int MaxBodyBytes = 16 * 1024 * 1024;
    private const int MaxRedirects = 3;

    private readonly CrawlOptions _options;
    private readonly SnapshotStore _snapshots;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _http;

    public VettedHttp(CrawlOptions options, SnapshotStore snapshots, TimeProvider time)
    {
        (_options, _snapshots, _time) = (options, snapshots, time);
        _http = new(new SocketsHttpHandler
        {
            ConnectCallback = new VettedConnections(options.AllowedNetworks).ConnectAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 32,
            MaxConnectionsPerServer = 4,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        });
    }

    /// <summary>Fetches a URL that the catalog declares, or that stands below one.</summary>
    public async Task<FetchAnswer> GetAsync(Uri url, Validators? known, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await FollowAsync(url, known, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e.InnerException is AddressRefusedException refused)
        {
            return FetchAnswer.Of(FetchOutcome.Refused, refused.Message);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException)
        {
            return Failed(e.GetBaseException().Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<FetchAnswer> FollowAsync(Uri declared, Validators? known, CancellationToken cancellationToken)
    {
        var url = declared;
        for (var redirects = 0; ; redirects++)
        {
            if (ProblemOf(url, declared) is { } problem) return FetchAnswer.Of(FetchOutcome.Refused, problem);
            using var request = RequestFor(url, known);
            using var response = await _http.SendAsync(request, cancellationToken);
            if (!IsRedirect(response.StatusCode)) return await ReadAsync(response, cancellationToken);
            if (response.Headers.Location is not { } location) return Failed("a redirect to nowhere");
            if (redirects == MaxRedirects) return Failed($"more than {MaxRedirects} redirects");
            url = new(url, location);
        }
    }

    private static string? ProblemOf(Uri url, Uri declared)
    {
        if (url.Scheme is not ("http" or "https")) return $"'{url.Scheme}' is neither http nor https";
        if (url.UserInfo.Length > 0) return "a URL with user info is not asked";
        return url.Port is 80 or 443 || url.Port == declared.Port ? null : $"port {url.Port} is not a port of the web";
    }

    private HttpRequestMessage RequestFor(Uri url, Validators? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        var site = _snapshots.Current.Catalog.Site.Url;
        request.Headers.TryAddWithoutValidation(
            "User-Agent", $"Krfoss.Redirector/{ProductVersion.Short}{(site is null ? "" : $" (+{site.AbsoluteUri})")}");
        request.Headers.CacheControl = new() { NoCache = true };
        if (known?.ETag is { } etag) request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        request.Headers.IfModifiedSince = known?.LastModified;
        return request;
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static async Task<FetchAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK: break;
            case HttpStatusCode.NotModified: return FetchAnswer.Of(FetchOutcome.NotModified, "");
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return FetchAnswer.Of(FetchOutcome.Missing, "not there");
            default: return Failed($"answered {(int)response.StatusCode}");
        }

        var declared = response.Content.Headers.ContentLength;
        if (declared > MaxBodyBytes) return TooLarge();
        using var body = new MemoryStream((int)(declared ?? 0));
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var piece = new byte[81_920];
        while (await stream.ReadAsync(piece, cancellationToken) is > 0 and var count)
        {
            if (body.Length + count > MaxBodyBytes) return TooLarge();
            body.Write(piece, 0, count);
        }

        var etag = response.Headers.ETag?.ToString();
        return new(FetchOutcome.Ok, body.ToArray(), etag, response.Content.Headers.LastModified, "");

        static FetchAnswer TooLarge() => Failed($"larger than {MaxBodyBytes} bytes");
    }

    private static FetchAnswer Failed(string detail) => FetchAnswer.Of(FetchOutcome.Failed, detail);
}
