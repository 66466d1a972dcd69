namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>
/// What every answer to a stranger must keep to, read without the program's own code: no 5xx, no address that is not
/// declared in <see cref="TestCatalogs.Small"/>, no header that the program does not write.
/// </summary>
internal static class AnswerRules
{
    private static readonly string[] Bases =
    [
        "https://origin.example/debian", "https://origin.example/debian-security", "https://origin.example/rocky",
        "https://origin.example/archlinux", "http://origin.example/plainhttp",
        .. from mirror in (string[])["https://m1", "http://m1", "https://m2", "http://m2", "http://m3"]
           from path in (string[])["debian", "rocky", "archlinux", "pub/arch"]
           select $"{mirror}.example/{path}",
    ];

    private static readonly string[] OfEveryRedirect =
        ["Content-Length", "Date", "Location", "Cache-Control", "X-Mirror", "X-Mirror-Reason"];

    private static readonly string[] OfSomeRedirects = ["Connection", "Vary", "Link"];

    private static readonly string[] OfRefusals =
    [
        "Content-Length", "Date", "Connection", "Content-Type", "X-Content-Type-Options", "Content-Security-Policy",
        "Allow",
    ];

    /// <summary>What is wrong with an answer; null = nothing.</summary>
    /// <param name="isHttp1">False where the request did not name a version of HTTP that this port speaks.</param>
    public static string? Complaint(RawAnswer answer, bool isHttp1 = true)
    {
        var head = answer.Text[..answer.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        if (head.Any(c => c is > '~' or (< ' ' and not '\r' and not '\n'))) return "a byte that is not ASCII";
        var lines = head.Split("\r\n");
        if (lines.Any(line => line.AsSpan().ContainsAny('\r', '\n'))) return "a line within a line";
        var names = lines.Skip(1).Select(line => line.Split(':')[0]).ToArray();
        if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Length) return "a header twice";
        return answer.Status switch
        {
            302 => RedirectComplaint(answer, names),
            400 or 404 or 405 or 408 or 411 or 413 or 414 or 431 => Foreign(names, OfRefusals),
            505 when !isHttp1 => Foreign(names, OfRefusals),
            200 => answer.Location is null ? null : "200 with a Location",
            _ => $"status {answer.Status}",
        };
    }

    /// <summary>The declared base URL that an address stands below; null = none.</summary>
    public static string? BaseOf(string location) => Bases.FirstOrDefault(b => IsBelow(location, b));

    private static string? RedirectComplaint(RawAnswer answer, string[] names)
    {
        if (OfEveryRedirect.Except(names).FirstOrDefault() is { } missing) return $"{missing} is missing";
        var location = answer.Location!;
        return Foreign(names, [.. OfEveryRedirect, .. OfSomeRedirects])
            ?? (BaseOf(location) is null ? $"to {location}" : null);
    }

    private static bool IsBelow(string location, string baseUrl) =>
        location.StartsWith(baseUrl, StringComparison.Ordinal)
        && (location.Length == baseUrl.Length || location[baseUrl.Length] is '/' or '?');

    private static string? Foreign(string[] names, string[] expected) =>
        names.Except(expected).FirstOrDefault() is { } foreign ? $"the header {foreign}" : null;
}
