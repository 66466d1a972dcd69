using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace Krfoss.Redirector.Site.Languages;

/// <summary>
/// How one page speaks: its language, the addresses of other pages in it, times and numbers as its readers write them.
/// </summary>
internal sealed class Speech
{
    /// <summary>Korea's time, all year; the operators' clock.</summary>
    public static readonly TimeSpan KoreaOffset = TimeSpan.FromHours(9);

    public Language Language { get; private set; }

    /// <summary>The page's own address without a language, with its query.</summary>
    public string Here { get; private set; } = "/";

    private string Prefix { get; set; } = "";

    public string this[Text text] => text.In(Language);

    public string this[Text text, params object[] values] =>
        string.Format(CultureInfo.InvariantCulture, text.In(Language), values);

    public void Listen(HttpRequest request)
    {
        var named = LanguageChoice.OfPath(request.Path.Value ?? "/", out var rest);
        Language = named ?? LanguageChoice.OfBrowser(request.Headers.AcceptLanguage);
        Prefix = named is { } language ? "/" + language.Code() : "";
        Here = rest + request.QueryString.Value;
    }

    /// <summary>The address of another page, in the language that the reader chose by address.</summary>
    public string To(string path) => Prefix.Length > 0 && path == "/" ? Prefix : Prefix + path;

    /// <summary>The address of this page in a certain language.</summary>
    public string HereIn(Language language) =>
        "/" + language.Code() + (Here == "/" ? "" : Here.StartsWith("/?", StringComparison.Ordinal) ? Here[1..] : Here);

    /// <summary>A moment on Korea's clock, with the machine's form beside it.</summary>
    public static IHtmlContent At(DateTimeOffset time) => new HtmlString(string.Create(
        CultureInfo.InvariantCulture,
        $"<time datetime=\"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\">{Clock(time)}</time>"));

    private static string Clock(DateTimeOffset time) =>
        time.ToOffset(KoreaOffset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A stretch of time in its largest unit: 12 seconds, 3 hours.</summary>
    public string Span(TimeSpan span)
    {
        var (number, korean, english) = span switch
        {
            { TotalMinutes: < 1 } => (span.TotalSeconds, "초", "second"),
            { TotalHours: < 1 } => (span.TotalMinutes, "분", "minute"),
            { TotalDays: < 2 } => (span.TotalHours, "시간", "hour"),
            _ => (span.TotalDays, "일", "day"),
        };
        var whole = Math.Max(0, (long)number).ToString("N0", CultureInfo.InvariantCulture);
        return Language == Language.English ? $"{whole} {english}{(whole == "1" ? "" : "s")}" : whole + korean;
    }

    public string Ago(DateTimeOffset time, DateTimeOffset now) => (Language, (now - time).TotalSeconds < 3) switch
    {
        (Language.English, true) => "just now",
        (Language.English, false) => Span(now - time) + " ago",
        (_, true) => "방금",
        _ => Span(now - time) + " 전",
    };

    public static string Km(double km) =>
        double.IsNaN(km)
            ? "–"
            : (km <= -0.5 ? "−" : "") + Math.Abs(km).ToString("N0", CultureInfo.InvariantCulture) + " km";

    public static string Percent(double share) =>
        (share * 100).ToString(share is 0 or >= 0.0995 ? "0" : "0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share whose last tenths matter: 100 % is said of all alone.</summary>
    public static string Precise(double share) => share >= 1
        ? "100 %"
        : (Math.Floor(share * 10_000) / 100).ToString("0.00", CultureInfo.InvariantCulture) + " %";

    /// <summary>About how much: three figures and a decimal unit.</summary>
    public static string Bytes(long bytes) => InUnits(bytes, [" B", " kB", " MB", " GB", " TB", " PB"]);

    /// <summary>About how many, short enough for an axis.</summary>
    public static string Short(long number) => InUnits(number, ["", "k", "M", "G"]);

    private static string InUnits(double number, string[] units)
    {
        var unit = 0;
        for (; number >= 1_000 && unit < units.Length - 1; unit++) number /= 1_000;
        var form = unit == 0 || number >= 99.95 ? "0" : number >= 9.995 ? "0.0" : "0.00";
        return number.ToString(form, CultureInfo.InvariantCulture) + units[unit];
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
