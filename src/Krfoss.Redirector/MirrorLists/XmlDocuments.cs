using System.Text;
using System.Xml;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>What both kinds of metalink share.</summary>
internal static class XmlDocuments
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
    };

    public static byte[] Write(Action<XmlWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartDocument();
            content(xml);
            xml.WriteEndDocument();
        }

        return buffer.ToArray();
    }

    /// <summary>
    /// The name under which a client stores the file: the last segment, unescaped. One that XML
    /// cannot carry stays escaped.
    /// </summary>
    public static string FileNameOf(in RepositoryRequest request)
    {
        var path = request.PathInRepository;
        var escaped = path[(path.LastIndexOf('/') + 1)..].ToString();
        var name = Uri.UnescapeDataString(escaped);
        for (var i = 0; i < name.Length; i++)
        {
            if (XmlConvert.IsXmlChar(name[i])) continue;
            if (i + 1 == name.Length || !XmlConvert.IsXmlSurrogatePair(name[i + 1], name[i])) return escaped;
            i++;
        }

        return name;
    }
}
