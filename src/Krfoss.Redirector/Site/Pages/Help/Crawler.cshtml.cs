using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Help;

/// <summary>Who checks mirrors from where, what for, and how often.</summary>
internal sealed class CrawlerModel(Speech speech, SiteOptions site, CrawlOptions crawl, ProbeClient probes)
    : SitePage(speech)
{
    public override string? Title => Speech[CommonWords.Crawler];

    public override string Section => "";

    public CrawlOptions Crawl => crawl;

    public IReadOnlyList<string> Addresses => site.CrawlerAddresses;

    public string UserAgent => probes.UserAgent();
}
