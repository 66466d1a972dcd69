namespace Krfoss.Redirector.Site.Answers;

/// <summary>
/// <c>/robots.txt</c>: the pages may be searched, repositories may not. A robot that walks their trees would only be
/// sent on to the mirrors, file after file.
/// </summary>
internal static class RobotsText
{
    private const string Text =
        """
        User-agent: *
        Allow: /$
        Allow: /ko
        Allow: /en
        Allow: /mirrors
        Allow: /repositories
        Allow: /setup
        Allow: /statistics
        Allow: /about
        Allow: /crawler
        Allow: /join
        Allow: /assets/
        Disallow: /

        """;

    public static void Map(WebApplication app) =>
        app.MapGet("/robots.txt", () => Results.Text(Text)).ExcludeFromDescription();
}
