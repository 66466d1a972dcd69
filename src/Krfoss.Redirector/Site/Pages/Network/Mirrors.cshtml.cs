using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Network;

/// <summary>All public mirrors.</summary>
internal sealed class MirrorsModel(Speech speech, CurrentNetwork current) : SitePage(speech)
{
    public override string? Title => Speech[CommonWords.Mirrors];

    public override string Section => "/mirrors";

    public NetworkSummary Network { get; } = current.Look();
}
