using System.Globalization;
using System.Net;
using System.Text;

namespace Krfoss.Redirector.Status.History;

/// <summary>A small picture of a mirror's state, for its owner's pages.</summary>
internal static class MirrorBadge
{
    public const string ContentType = "image/svg+xml";

    // Of a letter of 11 pixels, rather too much than too little; Korean ones are square.
    private const double NarrowPixels = 7;
    private const double WidePixels = 11;
    private const int PaddingPixels = 12;

    /// <param name="label">The network's name.</param>
    /// <param name="state">active, drained, paused; or up, partly, down, unknown, as the API says it.</param>
    public static byte[] Draw(string label, string state, bool isKorean)
    {
        var (word, colour) = Of(state, isKorean);
        var (left, right) = (WidthOf(label), WidthOf(word));
        var title = WebUtility.HtmlEncode($"{label}: {word}");
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}">
            <title>{title}</title>
            <rect width="{left}" height="20" fill="#3b4252"/>
            <rect x="{left}" width="{right}" height="20" fill="{colour}"/>
            <g fill="#fff" font-family="Verdana,Geneva,'Noto Sans KR',sans-serif" font-size="11" text-anchor="middle">
            <text x="{left / 2}" y="14">{WebUtility.HtmlEncode(label)}</text>
            <text x="{left + (right / 2)}" y="14">{word}</text>
            </g>
            </svg>

            """));
    }

    private static (string Word, string Colour) Of(string state, bool isKorean) => state switch
    {
        "up" => (isKorean ? "정상" : "up", "#2e7d32"),
        "active" => (isKorean ? "운영 중" : "active", "#2e7d32"),
        "partly" => (isKorean ? "일부 정상" : "partly up", "#a15c00"),
        "down" => (isKorean ? "중단" : "down", "#c62828"),
        "paused" => (isKorean ? "점검 중" : "paused", "#546e7a"),
        "drained" => (isKorean ? "제외됨" : "drained", "#546e7a"),
        _ => (isKorean ? "알 수 없음" : "unknown", "#546e7a"),
    };

    private static int WidthOf(string text) =>
        PaddingPixels + (int)Math.Ceiling(text.Sum(c => c < '\u1100' ? NarrowPixels : WidePixels));
}
