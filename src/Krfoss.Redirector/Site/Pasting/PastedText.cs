using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Site.Pasting;

/// <summary>
/// Finds the path of a repository in what people paste: an address of ours or of a mirror, a path, or a line that apt
/// printed. Guesses only where apt prints no address of the file.
/// </summary>
internal static partial class PastedText
{
    public const int Longest = 2_000;

    /// <returns>A request target such as /debian/pool/…; null where nothing of the kind is found.</returns>
    public static string? TargetOf(string text, RoutingSnapshot snapshot)
    {
        if (text.Length > Longest) text = text[..Longest];
        if (AptLine().Match(text) is { Success: true } line && AptTarget(line, snapshot) is { } target) return target;
        foreach (Match address in Address().Matches(text))
        {
            if (TargetOfUrl(address.Value, snapshot) is { } found) return found;
        }

        return Path().Match(text) is { Success: true } path ? path.Value : null;
    }

    /// <summary>What a mirror or an origin calls by its own address, or what stands behind ours.</summary>
    private static string? TargetOfUrl(string address, RoutingSnapshot snapshot)
    {
        foreach (var route in snapshot.Repositories)
        {
            var bases = route.Candidates
                .Where(candidate => !candidate.Mirror.Definition.Private)
                .SelectMany(candidate => (string?[])[candidate.HttpsBase, candidate.HttpBase])
                .Append(route.Origin);
            foreach (var known in bases)
            {
                if (known is not null && Below(address, known) is { } rest) return route.Definition.Path + rest;
            }
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var url) && url.AbsolutePath.Length > 1
            ? url.PathAndQuery
            : null;
    }

    private static string? Below(string address, string known) =>
        address.Length > known.Length && address[known.Length] == '/'
        && address.StartsWith(known, StringComparison.OrdinalIgnoreCase)
            ? address[known.Length..]
            : null;

    /// <summary>
    /// apt prints the source, not the file: "Get:3 https://… noble/main amd64 hello amd64 2.10-3". A package that is
    /// called like its source stands where we look for it; the folder of others the line does not tell.
    /// </summary>
    private static string? AptTarget(Match line, RoutingSnapshot snapshot)
    {
        var source = TargetOfUrl(line.Groups["url"].Value.TrimEnd('/') + "/", snapshot)?.TrimEnd('/');
        if (source is null) return null;
        var (suite, component) = (line.Groups["suite"].Value, line.Groups["component"].Value);
        var name = line.Groups["name"].Value;
        if (component.Length == 0) return $"{source}/dists/{suite}/{name}";
        if (name is "Packages" or "Sources" or "Translation-en" or "Contents" or "Components")
            return $"{source}/dists/{suite}/{component}/binary-{line.Groups["arch"].Value}/{name}.xz";
        if (!line.Groups["version"].Success) return null;
        var version = line.Groups["version"].Value;
        var epoch = version.IndexOf(':');
        if (epoch >= 0) version = version[(epoch + 1)..];
        var folder = name.StartsWith("lib", StringComparison.Ordinal) && name.Length > 3 ? name[..4] : name[..1];
        return $"{source}/pool/{component}/{folder}/{name}/{name}_{version}_{line.Groups["package"].Value}.deb";
    }

    [GeneratedRegex(
        @"^(?:Get|Hit|Ign|Err):\d+ (?<url>https?://\S+) (?<suite>[^\s/]+)(?:/(?<component>\S+) (?<arch>\S+))? "
        + @"(?<name>[A-Za-z0-9][\w.+-]*)(?: (?<package>[a-z0-9]+) (?<version>[\w.+:~-]+))?(?:\s|$)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 100)]
    private static partial Regex AptLine();

    [GeneratedRegex(@"https?://[^\s'""<>]+", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<=^|\s)/[^\s'""<>]+", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Path();
}
