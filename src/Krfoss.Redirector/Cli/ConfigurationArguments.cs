namespace Krfoss.Redirector.Cli;

/// <summary>
/// Tells settings (<c>--Redirector:Section:Key=value</c>, <c>--ConnectionStrings:Registry value</c>, <c>--urls=…</c>)
/// from the words of a verb, so that every verb takes both.
/// </summary>
internal static class ConfigurationArguments
{
    private static readonly string[] WithoutSection = ["--urls", "--environment", "--contentRoot", "--applicationName"];

    public static (string[] Settings, string[] Words) Split(IReadOnlyList<string> args)
    {
        List<string> settings = [], words = [];
        for (var i = 0; i < args.Count; i++)
        {
            if (!IsSetting(args[i]))
            {
                words.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!args[i].Contains('=') && i + 1 < args.Count) settings.Add(args[++i]);
        }

        return ([.. settings], [.. words]);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal)) return false;
        var name = argument.AsSpan(0, argument.IndexOf('=') is > 0 and var equals ? equals : argument.Length);
        if (name.Contains(':')) return true;
        foreach (var known in WithoutSection)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
