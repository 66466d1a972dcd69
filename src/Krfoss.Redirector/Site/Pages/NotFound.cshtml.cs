using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages;

/// <summary>For browsers, in place of an empty refusal.</summary>
internal sealed class NotFoundModel(Speech speech) : SitePage(speech)
{
    public override string? Title => Speech[NotFoundWords.Title];

    public override string Section => "";

    public int Status { get; private set; }

    public void OnGet()
    {
        Status = ErrorPages.StatusOf(HttpContext);
        Response.StatusCode = Status;
    }
}
