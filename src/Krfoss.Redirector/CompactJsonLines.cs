using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Serilog.Events;
using Serilog.Formatting;

namespace Krfoss.Redirector;

/// <summary>
/// One JSON object a line in Serilog's compact form (clef-json.org): <c>@t</c> time, <c>@l</c> level unless
/// Information, <c>@mt</c> template, <c>@x</c> exception, then the properties. The package that writes it is not among
/// those we can have.
/// </summary>
internal sealed class CompactJsonLines : ITextFormatter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("@t", logEvent.Timestamp.UtcDateTime);
            if (logEvent.Level != LogEventLevel.Information) json.WriteString("@l", logEvent.Level.ToString());
            json.WriteString("@mt", logEvent.MessageTemplate.Text);
            if (logEvent.Exception is { } exception) json.WriteString("@x", exception.ToString());
            foreach (var (name, value) in logEvent.Properties)
            {
                json.WritePropertyName(name.StartsWith('@') ? "@" + name : name);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Write('\n');
    }

    private static void Write(Utf8JsonWriter json, LogEventPropertyValue value)
    {
        switch (value)
        {
            case ScalarValue { Value: null }: json.WriteNullValue(); break;
            case ScalarValue { Value: bool flag }: json.WriteBooleanValue(flag); break;
            case ScalarValue { Value: double number }: WriteDouble(json, number); break;
            case ScalarValue { Value: float number }: WriteDouble(json, number); break;
            case ScalarValue { Value: decimal number }: json.WriteNumberValue(number); break;
            case ScalarValue { Value: ulong number }: json.WriteNumberValue(number); break;
            case ScalarValue { Value: sbyte or byte or short or ushort or int or uint or long } whole:
                json.WriteNumberValue(Convert.ToInt64(whole.Value)); break;
            case ScalarValue { Value: DateTimeOffset time }: json.WriteStringValue(time); break;
            case ScalarValue scalar: json.WriteStringValue(scalar.Value!.ToString()); break;
            case SequenceValue sequence:
                json.WriteStartArray();
                foreach (var element in sequence.Elements) Write(json, element);
                json.WriteEndArray();
                break;
            case StructureValue structure:
                json.WriteStartObject();
                foreach (var property in structure.Properties)
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }

    // JSON knows no infinity.
    private static void WriteDouble(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number)) json.WriteNumberValue(number);
        else json.WriteStringValue(number.ToString());
    }
}
