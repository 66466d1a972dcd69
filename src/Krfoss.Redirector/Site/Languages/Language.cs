namespace Krfoss.Redirector.Site.Languages;

/// <summary>The languages that the pages speak.</summary>
internal enum Language
{
    Korean,
    English,
}

/// <summary>One text of the pages in both languages; <c>{0}</c>… stand for values.</summary>
internal sealed record Text(string Korean, string English)
{
    public string In(Language language) => language == Language.English ? English : Korean;
}

/// <summary>How languages are written in addresses and in <c>lang</c>.</summary>
internal static class LanguageCodes
{
    public static readonly Language[] All = [Language.Korean, Language.English];

    public static string Code(this Language language) => language == Language.English ? "en" : "ko";

    /// <summary>The language's own name, for the switch.</summary>
    public static string OwnName(this Language language) => language == Language.English ? "English" : "한국어";
}
