using Krfoss.Redirector.Site.Languages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Krfoss.Redirector.Site.Answers;

/// <summary>What every page has: a language, a place in the menu, headers that let nothing foreign in.</summary>
internal abstract class SitePage(Speech speech) : PageModel
{
    /// <summary>Everything comes from us, and nothing of it is written into the page itself.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        + "frame-ancestors 'none'";

    public Speech Speech => speech;

    /// <summary>Name of the page in its title; the front page has none.</summary>
    public virtual string? Title => null;

    /// <summary>The menu's address that the page belongs to.</summary>
    public virtual string Section => "/";

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        speech.Listen(Request);
        var headers = Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.ContentLanguage = speech.Language.Code();
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // What a page says of "you" is for you alone.
        headers.CacheControl = "private, no-cache";
        headers.Vary = "Accept-Language";
    }
}
