using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Registry;

/// <summary>Declarations as JSON text: what the registry stores, and what it compares to say what changed.</summary>
internal static class DefinitionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        // City and sponsor names are Korean; the text goes into a database column, never into a page as it is.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new PrefixConverter() },
    };

    public static string Write<T>(T definition) => JsonSerializer.Serialize(definition, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    /// <summary>
    /// The top-level keys that differ, with both values where these are short: <c>weight 100 → 50, urls</c>.
    /// </summary>
    public static string Difference(string previous, string next, string? except = null)
    {
        var (before, after) = (Parse(previous), Parse(next));
        var keys = before.Select(p => p.Key).Union(after.Select(p => p.Key), StringComparer.Ordinal);
        return string.Join(", ", keys
            .Where(k => !string.Equals(k, except, StringComparison.Ordinal)
                && !JsonNode.DeepEquals(before[k], after[k]))
            .Select(Describe));

        string Describe(string key) => (before[key], after[key]) is (JsonValue from, JsonValue to)
            && from.ToString() is { Length: <= 40 } old && to.ToString() is { Length: <= 40 } now
                ? $"{key} {old} → {now}"
                : key;
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private sealed class PrefixConverter : JsonConverter<IpPrefix>
    {
        public override IpPrefix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IpPrefix.TryParse(reader.GetString(), out var prefix)
                ? prefix
                : throw new JsonException($"'{reader.GetString()}' is not a netblock");

        public override void Write(Utf8JsonWriter writer, IpPrefix value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
