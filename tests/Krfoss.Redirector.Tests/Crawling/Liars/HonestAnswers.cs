using System.Globalization;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>What a mirror should answer for the files it has.</summary>
internal static class HonestAnswers
{
    public static readonly string LastModified = SmallRepository.NewestDate.ToString("R");

    /// <param name="headers">In place of the usual Date and Last-Modified.</param>
    public static async Task<bool> AnswerAsync(
        RawRequest request, IReadOnlyDictionary<string, byte[]> files, params string[] headers)
    {
        var path = Uri.UnescapeDataString(request.Path.TrimStart('/'));
        if (headers.Length == 0) headers = [$"Date: {DateTimeOffset.UtcNow:R}", $"Last-Modified: {LastModified}"];
        if (!files.TryGetValue(path, out var content))
        {
            await request.ReplyAsync(404, "<html><head><title>404 Not Found</title></head></html>",
                [.. headers, "Content-Type: text/html"]);
            return true;
        }

        var etag = $"\"{SmallRepository.Sha256(content)[..16]}\"";
        headers = [.. headers, $"ETag: {etag}", "Accept-Ranges: bytes"];
        if (request.Header("If-None-Match") == etag) await request.ReplyAsync(304, "", headers);
        else if (RangeOf(request, content.Length) is var (from, to)) await PartAsync(from, to);
        else await request.ReplyAsync(200, content, headers);
        return true;

        Task PartAsync(int from, int to) => request.ReplyAsync(206, content.AsMemory(from, to - from + 1),
            [.. headers, $"Content-Range: bytes {from}-{to}/{content.Length}"]);
    }

    /// <summary>First and last byte that were asked for; null = the whole file.</summary>
    public static (int From, int To)? RangeOf(RawRequest request, int length)
    {
        if (request.Header("Range") is not { } range) return null;
        var ends = range["bytes=".Length..].Split('-');
        return (Number(ends[0]), Math.Min(Number(ends[1]), length - 1));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
