using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>Words that do not belong here: unfinished business, sleeping tests, this or that machine.</summary>
internal static partial class WordingRules
{
    public static IEnumerable<string> Violations(SourceFile file)
    {
        if (Machine().Match(file.Text) is { Success: true } machine)
            yield return $"{file.Path}: \"{machine.Value}\" is a path of one machine or a package registry";
        if (!file.IsCSharp && !file.IsScript) yield break;
        if (Unfinished().Match(file.Text) is { Success: true } word)
            yield return $"{file.Path}: \"{word.Value}\": finish it, or file an issue";
        if (!file.IsCSharp || file.IsGenerated) yield break;
        if (Suppression().Match(file.Code) is { Success: true } suppression)
            yield return $"{file.Path}: \"{suppression.Value}\": switch rules off in .editorconfig, with a reason";
        if (!file.IsTest) yield break;
        if (Sleep().IsMatch(file.Code)) yield return $"{file.Path}: a test does not sleep; wait for what it waits for";
        foreach (Match delay in Delay().Matches(file.Code))
        {
            if (!Clock().IsMatch(delay.Value)) yield return $"{file.Path}: \"{delay.Value}\" waits for the real clock";
        }
    }

    // Split with [] so that these patterns do not find themselves.
    [GeneratedRegex(@"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b|^\s*#\s*r[e]gion\b", RegexOptions.Multiline)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"#pragma\s+w[a]rning\s+disable\b.*|\bSuppressM[e]ssage\b")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\bThread\.S[l]eep\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bTask\.D[e]lay\([^;]*")]
    private static partial Regex Delay();

    [GeneratedRegex("timeProvider|clock", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\w.}/])/(?:w[o]rk|r[o]ot|h[o]me/\w+|opt/n[u]get)/|api\.n[u]get\.org|n[u]get\.org/v3|"
        + @"registry\.n[p]mjs\.org|p[y]pi\.org|proxy\.g[o]lang\.org|static\.c[r]ates\.io|deb\.d[e]bian\.org")]
    private static partial Regex Machine();
}
