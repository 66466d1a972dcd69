using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>Names, ids, countries, addresses for mail: text that people and other programs will see.</summary>
public static class TextFields
{
    private const RegexOptions Form =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex IdPattern = new(@"^[a-z0-9][a-z0-9._-]{0,62}\z", Form);
    private static readonly Regex EmailPattern = new(
        @"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\z", Form);

    private static readonly string[] FormatNames =
        [.. Enum.GetNames<RepositoryFormat>().Select(n => n.ToLowerInvariant())];

    /// <summary>Shown text: not blank, at most so many characters, no control characters and no marks that
    /// turn text around.</summary>
    public static string? Label(this Field field, int longest = 80)
    {
        if (field.Scalar("text") is not { } text) return null;
        if (string.IsNullOrWhiteSpace(text))
            field.Error($"`{field.Key.Name}` is blank", $"for example {field.Key.Name}: {field.Key.Example}");
        else if (FirstUnprintable(text) is { } rune)
            field.Error($"`{field.Key.Name}` holds the unprintable character U+{rune:X4}", "remove it");
        else if (text.EnumerateRunes().Count() is var count && count > longest)
            field.Error($"`{field.Key.Name}` has {count} characters, more than {longest}", "shorten it");
        else
            return text;
        return null;
    }

    /// <summary>An id as the key of a map; it becomes part of URLs and headers.</summary>
    public static bool IsId(CatalogNode key, string what, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(problems);
        if (IdPattern.IsMatch(key.Text)) return true;
        var lower = key.Text.ToLowerInvariant().Replace(' ', '-');
        var hint = IdPattern.IsMatch(lower)
            ? $"write {lower}"
            : "1 to 63 of a-z 0-9 . _ -, the first a letter or digit";
        problems.Error(key, $"{Wording.Quote(key.Text)} cannot be the id of a {what}", hint);
        return false;
    }

    /// <summary>ISO 3166-1 alpha-2, in capitals.</summary>
    public static string? Country(this Field field)
    {
        if (field.Scalar("a country code of two letters (ISO 3166-1)") is not { } text) return null;
        if (Countries.IsKnown(text)) return text;
        field.Error(
            $"{Wording.Quote(text)} is no country code of ISO 3166-1",
            Countries.Suggest(text) is { } code ? $"write {code}" : "two capital letters, for example KR");
        return null;
    }

    public static RepositoryFormat? Format(this Field field)
    {
        if (field.Scalar("a repository format") is not { } text) return null;
        var index = Array.IndexOf(FormatNames, text);
        if (index >= 0) return Enum.GetValues<RepositoryFormat>()[index];
        field.Error($"{Wording.Quote(text)} is no repository format", NearestWord.Hint(text, FormatNames));
        return null;
    }

    public static MonopolyFallback? Fallback(this Field field)
    {
        const string Expected = "public or origin";
        return field.Scalar(Expected) switch
        {
            null => null,
            "public" => MonopolyFallback.Public,
            "origin" => MonopolyFallback.Origin,
            _ => Refuse(field),
        };

        static MonopolyFallback? Refuse(Field field)
        {
            field.Wrong(Expected);
            return null;
        }
    }

    /// <summary>A digest: 64 hexadecimal digits, lower case.</summary>
    public static string? Sha256(this Field field)
    {
        const string Expected = "64 hexadecimal digits in small letters";
        if (field.Scalar(Expected) is not { } text) return null;
        if (text.Length == 64 && text.All(char.IsAsciiHexDigitLower)) return text;
        field.Wrong(Expected, "`krfoss-redirector checkin-token` prints the line to copy");
        return null;
    }

    public static string? Email(this Field field)
    {
        if (field.Scalar("an e-mail address") is not { } text) return null;
        if (text.Length <= 254 && EmailPattern.IsMatch(text)) return text;
        field.Wrong("an e-mail address");
        return null;
    }

    private static int? FirstUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (isPair) i++;
            else if (!Wording.IsPrintable(text[i])) return text[i];
        }

        return null;
    }
}
