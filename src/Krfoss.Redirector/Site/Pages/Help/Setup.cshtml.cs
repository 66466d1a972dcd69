using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Setup;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Help;

/// <summary>All distributions, and what can be wished for in front of a path.</summary>
internal sealed class SetupModel(Speech speech, CurrentNetwork current) : SitePage(speech)
{
    public override string? Title => Speech[CommonWords.Setup];

    public override string Section => "/setup";

    public IReadOnlyList<Distribution> Offered { get; private set; } = [];

    public IReadOnlyList<(string Wish, Text Meaning, string Example)> Wishes { get; private set; } = [];

    public void OnGet()
    {
        var network = current.Look();
        Offered = Distributions.In(network.Snapshot);
        var place = SetupPlace.Of(network.Snapshot, Request.Scheme, Request.Host.Value ?? "");
        var path = network.Repositories.Count > 0 ? network.Repositories[0].Route.Definition.Path : "/debian";
        var mirror = network.Mirrors.Count > 0 ? network.Mirrors[0].Id : "mirror";
        Wishes =
        [
            ($"~no={mirror}", SetupPageWords.WishNo, $"{place.Service}/~no={mirror}{path}"),
            ($"~only={mirror}", SetupPageWords.WishOnly, $"{place.Service}/~only={mirror}{path}"),
            ("~origin", SetupPageWords.WishOrigin, $"{place.Service}/~origin{path}"),
            ("~v4", SetupPageWords.WishV4, $"{place.Service}/~v4{path}"),
            ("~https", SetupPageWords.WishHttps, $"{place.Service}/~https{path}"),
        ];
    }
}
