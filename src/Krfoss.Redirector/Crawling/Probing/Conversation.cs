using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>One question and the redirects that it meets, up to the head of the answer.</summary>
internal sealed class Conversation(
    ProbeRequest request,
    ConnectionPool pool,
    ProbeNetwork network,
    Patience patience,
    string userAgent,
    TimeProvider time)
{
    /// <param name="end">Is called when the body has been disposed; not where there is none.</param>
    public async Task<OpenedExchange> HoldAsync(Action end)
    {
        var state = new Exchange(ExchangeOutcome.Answered, request.Url, request.Url, "");
        List<Uri> seen = [request.Url];
        HttpResponseMessage? response = null;
        try
        {
            if (ProblemOf(request.Url) is { } problem)
                return new(Ended(state, ExchangeOutcome.AddressRefused, problem), null);
            while (true)
            {
                using var message = MessageFor(seen[^1]);
                response?.Dispose();
                response = null;
                response = await pool.Http.SendAsync(message, patience.Token);
                state = ResponseHead.Read(state with { FinalUrl = seen[^1] }, response, time.GetUtcNow());
                state = WithFacts(state) with
                {
                    Evidence = Evidence.Of(message, response),
                    Elapsed = patience.Elapsed,
                };
                if (!RedirectRules.IsRedirect(state.Status)) break;
                var location = ResponseHead.Single(response.Headers, "Location");
                var (next, outcome) = RedirectRules.Judge(request, seen, location, network);
                if (next is null) return new(state with { Outcome = outcome }, null);
                state = state with { WasForcedToHttps = state.WasForcedToHttps || IsForced(seen[^1], next) };
                seen.Add(next);
                if (request.TakeLeave is { } takeLeave) await patience.WhilePausedAsync(takeLeave);
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
            return new(Ended(WithFacts(nothing), outcome, reason), null);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static string? ProblemOf(Uri url) =>
        url.Scheme is not ("http" or "https") ? $"'{url.Scheme}' is neither http nor https"
        : url.UserInfo.Length > 0 ? "a URL with user info is not asked"
        : null;

    private static bool IsForced(Uri from, Uri to) => from.Scheme is "http" && to.Scheme is "https"
        && from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase);

    private Exchange Ended(Exchange state, ExchangeOutcome outcome, string reason) =>
        state with
        {
            Outcome = outcome,
            Evidence = Evidence.Of(state.FinalUrl, reason),
            Elapsed = patience.Elapsed,
        };

    private Exchange WithFacts(Exchange state) => pool.Connections.FactsOf(state.FinalUrl) is { } facts
        ? state with
        {
            Address = facts.Address,
            CertificateNotAfter = facts.NotAfter,
            CertificateIssuer = facts.Issuer,
        }
        : state with { Address = null, CertificateNotAfter = null, CertificateIssuer = null };

    private HttpRequestMessage MessageFor(Uri url)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, url);
        message.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        message.Headers.CacheControl = new() { NoCache = true };
        if (request.Range is { } range) message.Headers.Range = new(range.From, range.To);
        if (request.Known?.ETag is { } etag) message.Headers.TryAddWithoutValidation("If-None-Match", etag);
        message.Headers.IfModifiedSince = request.Known?.LastModified;
        return message;
    }
}
