using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Site.Languages;

/// <summary>
/// In which language a page is answered: that of its address (<c>/en/mirrors</c>), else what the browser prefers. A
/// client without preference, such as the programs that read the front page, gets Korean; one that prefers neither
/// language gets English.
/// </summary>
internal static class LanguageChoice
{
    /// <summary>The language that an address names, and the address without it; null = it names none.</summary>
    public static Language? OfPath(string path, out string rest)
    {
        foreach (var language in LanguageCodes.All)
        {
            var code = language.Code();
            if (!path.StartsWith("/" + code, StringComparison.Ordinal)) continue;
            if (path.Length > 3 && path[3] != '/') continue;
            rest = path.Length > 3 ? path[3..] : "/";
            return language;
        }

        rest = path;
        return null;
    }

    /// <param name="accepted">The values of <c>Accept-Language</c>.</param>
    public static Language OfBrowser(StringValues accepted)
    {
        if (!StringWithQualityHeaderValue.TryParseList(accepted, out var wanted)) return Language.Korean;
        var order = wanted
            .Where(value => (value.Quality ?? 1) > 0)
            .OrderByDescending(value => value.Quality ?? 1)
            .Select(value => Of(value.Value.ToString()));
        foreach (var language in order)
        {
            if (language is not null) return language.Value;
        }

        return wanted.Count == 0 ? Language.Korean : Language.English;
    }

    private static Language? Of(string range) =>
        range == "*" || Names(range, "ko") ? Language.Korean
        : Names(range, "en") ? Language.English
        : null;

    private static bool Names(string range, string code) =>
        range.StartsWith(code, StringComparison.OrdinalIgnoreCase)
        && (range.Length == code.Length || range[code.Length] == '-');
}
