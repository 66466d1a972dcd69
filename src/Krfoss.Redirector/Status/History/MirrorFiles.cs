using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Status.History;

/// <summary><c>/mirrors/{id}/feed.atom</c> and <c>/mirrors/{id}/badge.svg</c>, in English or Korean.</summary>
internal sealed class MirrorFiles(
    SnapshotStore snapshots, PublicHistory history, CrawlReports reports, TimeProvider time)
{
    private const int Entries = 50;

    public async Task FeedAsync(HttpContext context, string id)
    {
        if (Find(id) is not { } mirror)
        {
            await PlainAnswers.NotFoundAsync(context);
            return;
        }

        if (await history.ReadAsync(Entries, context.RequestAborted, id) is not { } events)
        {
            await PlainAnswers.WriteAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "Service Unavailable: the registry, which keeps the history, does not answer right now",
                "기록을 보관하는 레지스트리가 지금 응답하지 않습니다");
            return;
        }

        var site = snapshots.Current.Catalog.Site.Url?.AbsoluteUri.TrimEnd('/') ?? "";
        context.Response.Headers.Vary = "Accept-Language";
        await EntityTags.WriteAsync(
            context,
            MirrorFeed.ContentType,
            MirrorFeed.Write(mirror, events, site, WantsKorean(context.Request), time.GetUtcNow()));
    }

    public Task BadgeAsync(HttpContext context, string id)
    {
        if (Find(id) is not { } mirror) return PlainAnswers.NotFoundAsync(context);
        var snapshot = snapshots.Current;
        var json = MirrorJson.Of(mirror, snapshot, reports);
        var state = json.State == "active" ? json.Health?.State ?? json.State : json.State;
        context.Response.Headers.Vary = "Accept-Language";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        return EntityTags.WriteAsync(
            context,
            MirrorBadge.ContentType,
            MirrorBadge.Draw(snapshot.Catalog.Site.Name, state, WantsKorean(context.Request)));
    }

    private MirrorState? Find(string id) =>
        snapshots.Current.FindMirror(id) is { Definition.Private: false } mirror ? mirror : null;

    private static bool WantsKorean(HttpRequest request) => request.Query["lang"].ToString() switch
    {
        "ko" => true,
        "en" => false,
        _ => request.Headers.AcceptLanguage.ToString().TrimStart().StartsWith("ko", StringComparison.OrdinalIgnoreCase),
    };
}
