using System.Text.Json;
using Serilog.Events;
using Serilog.Parsing;

namespace Krfoss.Redirector.Tests;

/// <summary>One event is one line and one JSON object, whatever stands in it.</summary>
public sealed class CompactJsonLinesTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, 123, TimeSpan.FromHours(9));

    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "null" },
        { true, "true" },
        { 5, "5" },
        { -5L, "-5" },
        { (byte)7, "7" },
        { (short)-7, "-7" },
        { 5u, "5" },
        { ulong.MaxValue, "18446744073709551615" },
        { 0.1, "0.1" },
        { 1e300, "1E+300" },
        { 1.5f, "1.5" },
        { 2.50m, "2.50" },
        { double.NaN, "\"NaN\"" },
        { double.PositiveInfinity, "\"Infinity\"" },
        { float.NegativeInfinity, "\"-Infinity\"" },
        { 'c', "\"c\"" },
        { DayOfWeek.Monday, "\"Monday\"" },
        { new TimeSpan(1, 2, 3), "\"01:02:03\"" },
        { At, "\"2026-11-22T12:00:00.123+09:00\"" },
        { "가나다", "\"가나다\"" },
        { "a\"b\\c", "\"a\\u0022b\\\\c\"" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Every_kind_of_value_is_written_as_json(object? value, string json)
    {
        var line = Line(properties: new LogEventProperty("Value", new ScalarValue(value)));
        Assert.Contains($"\"Value\":{json}", line);
        Parse(line);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\0\u0001\u001b\u007f\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\ud800")]
    public void Nothing_ends_a_line_but_its_end(string hostile)
    {
        var line = Line(
            properties:
            [
                new("Text", new ScalarValue("a" + hostile + "b")),
                new("N" + hostile, new SequenceValue([new ScalarValue(hostile)])),
            ],
            exception: new InvalidOperationException("x" + hostile + "y"));
        Assert.DoesNotContain(line[..^1], c => char.IsControl(c) || c is '\u2028' or '\u2029');
        Assert.Equal('\n', line[^1]);
        var text = Parse(line).GetProperty("Text").GetString()!;
        Assert.Equal("a" + hostile.Replace('\ud800', '\ufffd') + "b", text);
    }

    [Fact]
    public void Sequences_structures_and_dictionaries_are_nested()
    {
        var json = Parse(Line(
            properties:
            [
                new("List", new SequenceValue([new ScalarValue(1), new ScalarValue("b")])),
                new("Thing", new StructureValue([new("Inner", new ScalarValue(2))])),
                new("Map", new DictionaryValue([new(new ScalarValue("k"), new ScalarValue("v"))])),
                new("@odd", new ScalarValue(3)),
            ]));
        Assert.Equal("[1,\"b\"]", json.GetProperty("List").GetRawText());
        Assert.Equal(2, json.GetProperty("Thing").GetProperty("Inner").GetInt32());
        Assert.Contains("k", json.GetProperty("Map").GetString());
        Assert.Equal(3, json.GetProperty("@@odd").GetInt32());
    }

    [Fact]
    public void Time_level_template_and_exception_have_their_short_names()
    {
        var json = Parse(Line(LogEventLevel.Warning, new InvalidOperationException("boom")));
        Assert.Equal("2026-11-22T03:00:00.123Z", json.GetProperty("@t").GetString());
        Assert.Equal("Warning", json.GetProperty("@l").GetString());
        Assert.Equal("It was {Value}", json.GetProperty("@mt").GetString());
        Assert.Contains("boom", json.GetProperty("@x").GetString());
        Assert.False(Parse(Line()).TryGetProperty("@l", out _));
        Assert.False(Parse(Line()).TryGetProperty("@x", out _));
    }

    private static string Line(
        LogEventLevel level = LogEventLevel.Information,
        Exception? exception = null,
        params IReadOnlyList<LogEventProperty> properties)
    {
        using var output = new StringWriter();
        new CompactJsonLines().Format(
            new(At, level, exception, new MessageTemplateParser().Parse("It was {Value}"), properties), output);
        return output.ToString();
    }

    private static JsonElement Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.Clone();
    }
}
