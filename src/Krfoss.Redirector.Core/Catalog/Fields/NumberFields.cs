using System.Globalization;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>
/// Numbers, truth values, durations, sizes and dates. Strictly decimal and in one form each: no octal, no underscores,
/// no <c>yes</c>, since YAML readers disagree on those.
/// </summary>
public static class NumberFields
{
    private const RegexOptions Form =
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    private static readonly Regex WholePattern = new(@"^-?(0|[1-9][0-9]{0,11})\z", Form);
    private static readonly Regex NumberPattern = new(@"^-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,15})?\z", Form);
    private static readonly Regex LeadingZeroPattern = new(@"^-?0[0-9]+(\.[0-9]+)?\z", Form);
    private static readonly Regex AsnPattern = new(@"^(AS|as)(?<number>[1-9][0-9]{0,9})\z", Form);
    private static readonly Regex DurationPattern = new(@"^(?<count>[1-9][0-9]{0,8})(?<unit>[smhd])\z", Form);
    private static readonly Regex SizePattern = new(
        @"^(?<number>[0-9]{1,15}(\.[0-9]{1,3})?)(?<unit>kB|[MGTP]B|[KMGTP]iB)\z", Form);

    public static bool? Boolean(this Field field)
    {
        switch (field.Unquoted("true or false"))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                field.Wrong("true or false", "only these two words, in small letters");
                return null;
        }
    }

    public static int? WholeNumber(this Field field, int min, int max) =>
        (int?)field.Decimal(WholePattern, min, max, "a whole number");

    public static uint? Asn(this Field field)
    {
        const string Expected = "a whole number";
        if (field.Node is { Kind: CatalogNodeKind.Scalar } node
            && AsnPattern.Match(node.Text) is { Success: true } match)
        {
            field.Wrong(Expected, $"write it without letters: {match.Groups["number"].Value}");
            return null;
        }

        if (field.Decimal(WholePattern, 0, uint.MaxValue, Expected) is not { } number) return null;
        var asn = (uint)number;
        if (asn is 0 or 65535 or uint.MaxValue)
        {
            field.Error($"AS{asn} is reserved and belongs to nobody", "write the number that the provider announces");
            return null;
        }

        if (asn is 23456 or (>= 64512 and <= 65534) or >= 4_200_000_000)
            field.Warn($"AS{asn} is for private use or a placeholder; no client is ever seen in it",
                "look it up at the RIR");
        return asn;
    }

    public static double? Number(this Field field, double min, double max) =>
        field.Decimal(NumberPattern, min, max, "a number");

    /// <summary>Like <c>90s</c>, <c>30m</c>, <c>6h</c>, <c>2d</c>; above nothing, at most ten years.</summary>
    public static TimeSpan? Duration(this Field field)
    {
        const string Expected = "a duration: a whole number with s, m, h or d";
        if (field.Scalar(Expected) is not { } text) return null;
        if (DurationPattern.Match(text) is not { Success: true } match)
        {
            field.Wrong(Expected);
            return null;
        }

        var count = long.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        var seconds = count * match.Groups["unit"].ValueSpan[0] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 86400 };
        if (seconds is > 0 and <= 3653 * 86400L) return TimeSpan.FromSeconds(seconds);
        field.Wrong("longer than nothing and at most ten years");
        return null;
    }

    /// <summary>Bytes, from <c>500GB</c> or <c>1.5TB</c> (powers of 1000) or <c>10GiB</c> (powers of 1024).</summary>
    public static long? Size(this Field field)
    {
        const string Expected =
            "a size: a number with kB, MB, GB, TB, PB (thousands) or KiB, MiB, GiB, TiB, PiB (1024s)";
        if (field.Scalar(Expected) is not { } text) return null;
        if (SizePattern.Match(text) is not { Success: true } match)
        {
            field.Wrong(Expected);
            return null;
        }

        var unit = match.Groups["unit"].ValueSpan;
        var factor = unit.Contains('i') ? 1024m : 1000m;
        var bytes = decimal.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture);
        for (var power = "KMGTP".IndexOf(char.ToUpperInvariant(unit[0]), StringComparison.Ordinal); power >= 0; power--)
            bytes *= factor;
        if (bytes is >= 1 and <= long.MaxValue) return (long)bytes;
        field.Wrong("more than nothing and less than 8 EiB");
        return null;
    }

    public static DateOnly? Date(this Field field)
    {
        const string Expected = "a date in the form year-month-day";
        if (field.Scalar(Expected) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        field.Wrong(Expected);
        return null;
    }

    private static double? Decimal(this Field field, Regex form, double min, double max, string expected)
    {
        if (field.Unquoted(expected) is not { } text) return null;
        if (!form.IsMatch(text))
        {
            field.Wrong(expected, LeadingZeroPattern.IsMatch(text) ? "write it without leading zeros" : null);
            return null;
        }

        var number = double.Parse(text, CultureInfo.InvariantCulture);
        if (number >= min && number <= max) return number;
        field.Wrong($"{expected} from {min} to {max}");
        return null;
    }
}
