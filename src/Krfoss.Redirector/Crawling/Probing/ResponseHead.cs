using System.Globalization;
using System.Net.Http.Headers;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>Reads the head of a response into the value that the rules judge. Headers lie and are malformed.</summary>
internal static class ResponseHead
{
    private const int MaxNameLength = 60;

    private static readonly (string Header, string Name)[] Caches =
    [
        ("CF-RAY", "cloudflare"), ("X-Amz-Cf-Id", "cloudfront"), ("X-Fastly-Request-ID", "fastly"),
        ("X-Akamai-Request-ID", "akamai"), ("X-Azure-Ref", "azure"),
    ];

    public static Exchange Read(Exchange start, HttpResponseMessage response, DateTimeOffset now)
    {
        var (head, content) = (response.Headers, response.Content.Headers);
        var range = content.ContentRange;
        return start with
        {
            Status = (int)response.StatusCode,
            ETag = head.ETag?.ToString(),
            LastModified = content.LastModified,
            Date = head.Date,
            ContentLength = content.ContentLength,
            ContentRange = range?.From is { } from ? (from, range.Length) : null,
            ContentType = content.ContentType?.MediaType,
            ContentEncoding = First(content, "Content-Encoding") is { } encoding && encoding is not "identity"
                ? encoding
                : null,
            AgeSeconds = First(head, "Age") is { } age
                && int.TryParse(age, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null,
            Cache = CacheOf(head),
            RetryAfter = RetryAfterOf(head.RetryAfter, now),
        };
    }

    /// <summary>The value of a header that stands there exactly once.</summary>
    public static string? Single(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count == 1 ? values.ToString() : null;

    private static string? CacheOf(HttpResponseHeaders head)
    {
        foreach (var (header, name) in Caches)
        {
            if (head.NonValidated.Contains(header)) return name;
        }

        return First(head, "Via") ?? First(head, "X-Cache");
    }

    private static string? First(HttpHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values)) return null;
        foreach (var value in values)
        {
            var text = new string([.. value.Where(c => c is >= ' ' and <= '~').Take(MaxNameLength)]);
            if (text.Length > 0) return text;
        }

        return null;
    }

    private static TimeSpan? RetryAfterOf(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
