using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Xml;
using Krfoss.Redirector.Core.Formats.Packing;

namespace Krfoss.Redirector.Joining;

/// <summary>
/// Reads what MirrorManager's <c>report_mirror</c> sends: JSON, packed with bzip2, as URL-safe or plain base64, alone
/// or as the argument of an XML-RPC call of <c>checkin</c>. Its <c>site.password</c> is the token, <c>host.name</c> the
/// mirror, its categories are what was synchronized. The pickled form of old versions is never read.
/// </summary>
internal static class ReportMirror
{
    private const int MostJsonBytes = 16 * 1024 * 1024;

    /// <summary>Sections that are no category.</summary>
    private static readonly string[] Heads = ["version", "global", "site", "host", "stats"];

    /// <summary>Null = nothing of the kind.</summary>
    public static CheckInRequest? Read(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span).Trim();
        var packed = IsXmlRpc(text) ? ArgumentOf(text) : text;
        if (packed is null || Decode(packed) is not { } bytes) return null;
        return Bzip2.TryDecompress(bytes, MostJsonBytes, out var json) ? FromJson(json) : null;
    }

    public static bool IsXmlRpc(string text) => text.StartsWith('<');

    private static string? ArgumentOf(string xml)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            if (!reader.ReadToFollowing("methodName") || reader.ReadElementContentAsString().Trim() != "checkin")
                return null;
            if (!reader.ReadToFollowing("value")) return null;

            // A string stands in <value> itself, or in <string> or <base64> inside it.
            reader.Read();
            return reader.NodeType == XmlNodeType.Text ? reader.Value : reader.ReadElementContentAsString();
        }
        catch (Exception e) when (e is XmlException or InvalidOperationException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string text)
    {
        var plain = text.Replace('-', '+').Replace('_', '/').Replace("\n", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal);
        return Base64.IsValid(plain) ? Convert.FromBase64String(plain) : null;
    }

    private static CheckInRequest? FromJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (Word(root, "site", "password") is not { } token) return null;
            if (Word(root, "host", "name") is not { } host) return null;
            var categories = root.EnumerateObject()
                .Where(section => !Heads.Contains(section.Name, StringComparer.Ordinal))
                .Where(section => section.Value.ValueKind == JsonValueKind.Object)
                .Select(section => section.Name);
            return new(host, token, [.. categories], Ok: true);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Word(JsonElement root, string section, string key) =>
        root.TryGetProperty(section, out var map) && map.ValueKind == JsonValueKind.Object
            && map.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
