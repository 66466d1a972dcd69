using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>
/// What an owner of a mirror is shown: the request line and the head of the response as text. It comes from a stranger
/// and is shown to people, so nothing in it can move a cursor or fake a line.
/// </summary>
internal static class Evidence
{
    public const int MaxLength = 2_000;

    public static string Of(HttpRequestMessage request, HttpResponseMessage response)
    {
        var text = new StringBuilder(512)
            .Append("GET ").Append(request.RequestUri!.PathAndQuery).Append(" HTTP/1.1\nHost: ")
            .Append(request.RequestUri.Authority).Append('\n');
        if (request.Headers.Range is { } range) text.Append("Range: ").Append(range).Append('\n');
        text.Append("\nHTTP/").Append(response.Version).Append(' ').Append((int)response.StatusCode).Append(' ')
            .Append(OneLine(response.ReasonPhrase)).Append('\n');
        Append(text, response.Headers);
        Append(text, response.Content.Headers);
        return Cut(text.ToString().TrimEnd('\n'));
    }

    /// <summary>For a failure that has no response.</summary>
    public static string Of(Uri url, string reason) => Cut($"GET {OneLine(url.AbsoluteUri)}\n{OneLine(reason)}");

    private static void Append(StringBuilder text, HttpHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            foreach (var value in values)
            {
                if (text.Length > MaxLength) return;
                text.Append(OneLine(name)).Append(": ").Append(OneLine(value)).Append('\n');
            }
        }
    }

    private static string OneLine(string? text) => string.Create(
        Math.Min(text?.Length ?? 0, MaxLength), text, static (line, from) =>
        {
            // Format characters turn the direction of writing or are not seen; surrogates may have lost a half.
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(from![i]) || char.IsSurrogate(from[i])
                    || char.GetUnicodeCategory(from[i]) is UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                    ? '?'
                    : from[i];
            }
        });

    private static string Cut(string text) => text.Length <= MaxLength ? text : text[..MaxLength];
}
