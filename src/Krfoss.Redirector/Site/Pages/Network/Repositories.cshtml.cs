using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Network;

/// <summary>All repositories.</summary>
internal sealed class RepositoriesModel(Speech speech, CurrentNetwork current) : SitePage(speech)
{
    public override string? Title => Speech[CommonWords.Repositories];

    public override string Section => "/repositories";

    public NetworkSummary Network { get; } = current.Look();
}
