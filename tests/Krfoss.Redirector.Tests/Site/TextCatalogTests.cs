using System.Reflection;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>Every text of the pages, found by its type.</summary>
public sealed partial class TextCatalogTests
{
    private static readonly (string Name, Text Text)[] All =
    [
        .. typeof(Text).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Krfoss.Redirector.Site", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetFields(
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Text))
            .Select(field => ($"{field.DeclaringType!.Name}.{field.Name}", (Text)field.GetValue(null)!)),
    ];

    [Fact]
    public void Texts_are_found() => Assert.True(All.Length > 150, $"{All.Length} texts");

    [Fact]
    public void Every_text_is_said_in_both_languages() => Assert.All(All, text =>
    {
        Assert.False(string.IsNullOrWhiteSpace(text.Text.Korean), text.Name);
        Assert.False(string.IsNullOrWhiteSpace(text.Text.English), text.Name);
        Assert.False(Hangul().IsMatch(text.Text.English), $"{text.Name} speaks Korean in English");

        // A text without Hangul in Korean is one without letters of its own, or a name that Korean borrows.
        if (!Hangul().IsMatch(text.Text.Korean)) Assert.Equal(text.Text.English, text.Text.Korean);
    });

    [Fact]
    public void Both_languages_have_the_same_values_to_fill_in() => Assert.All(All, text => Assert.Equal(
        Values(text.Text.Korean), Values(text.Text.English)));

    private static string[] Values(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("[가-힣]")]
    private static partial Regex Hangul();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
