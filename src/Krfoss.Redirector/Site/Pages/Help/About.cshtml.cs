using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Help;

/// <summary>What this is, how it decides, what it keeps, and whose data it rests on.</summary>
internal sealed class AboutModel(Speech speech, SnapshotStore snapshots, PageFrame frame) : SitePage(speech)
{
    public override string? Title => Speech[CommonWords.About];

    public override string Section => "";

    public SelectionDefinition Selection => snapshots.Current.Selection;

    public string SiteName => frame.SiteName;

    public IReadOnlyList<GeoSource> GeoSources => frame.GeoSources();
}
