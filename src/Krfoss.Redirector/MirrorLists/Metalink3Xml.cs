using System.Globalization;
using System.Xml;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// Metalink 3.0 as MirrorManager writes it, for dnf's <c>metalink=</c>. The reader compares names as text, so
/// the prefix must be <c>mm0</c>. Sizes and digests stand only where the origin showed them: a client throws
/// away what does not match.
/// </summary>
internal static class Metalink3Xml
{
    private const string Namespace = "http://www.metalinker.org/";
    private const string MirrorManager = "http://fedorahosted.org/mirrormanager";
    private const string Prefix = "mm0";
    private const int BestPreference = 100;

    public static byte[] Render(
        RepositoryRequest request, IReadOnlyList<ListedSource> sources, IndexHistory? index, DateTimeOffset now) =>
        XmlDocuments.Write(xml =>
        {
            WriteHead(xml, now);
            xml.WriteStartElement("files", Namespace);
            xml.WriteStartElement("file", Namespace);
            xml.WriteAttributeString("name", XmlDocuments.FileNameOf(request));
            if (index is not null) WriteIndex(xml, index, now);
            WriteResources(xml, sources, PlainLists.PathOf(request));
            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    /// <summary>What MirrorManager answers in place of a metalink: the same head, and why as a comment.</summary>
    public static byte[] Refusal(string why, DateTimeOffset now) => XmlDocuments.Write(xml =>
    {
        WriteHead(xml, now);

        // Two dashes would end the comment.
        xml.WriteComment($" {why.Replace("--", "- -", StringComparison.Ordinal)} ");
        xml.WriteEndElement();
    });

    private static void WriteHead(XmlWriter xml, DateTimeOffset now)
    {
        xml.WriteStartElement("metalink", Namespace);
        xml.WriteAttributeString("version", "3.0");
        xml.WriteAttributeString("type", "dynamic");
        xml.WriteAttributeString("pubdate", now.ToString("R", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("generator", $"Krfoss.Redirector/{ProductVersion.Short}");
        xml.WriteAttributeString("xmlns", Prefix, null, MirrorManager);
    }

    private static void WriteIndex(XmlWriter xml, IndexHistory index, DateTimeOffset now)
    {
        WriteGeneration(xml, index.Current);
        var older = index.AlternatesAt(now).ToArray();
        if (older.Length == 0) return;
        xml.WriteStartElement(Prefix, "alternates", MirrorManager);
        foreach (var generation in older)
        {
            xml.WriteStartElement(Prefix, "alternate", MirrorManager);
            WriteGeneration(xml, generation);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteGeneration(XmlWriter xml, IndexGeneration generation)
    {
        var timestamp = generation.Timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        xml.WriteElementString(Prefix, "timestamp", MirrorManager, timestamp);
        xml.WriteElementString("size", Namespace, generation.SizeBytes.ToString(CultureInfo.InvariantCulture));
        xml.WriteStartElement("verification", Namespace);
        WriteHash(xml, "md5", generation.Hashes.Md5);
        WriteHash(xml, "sha1", generation.Hashes.Sha1);
        WriteHash(xml, "sha256", generation.Hashes.Sha256);
        WriteHash(xml, "sha512", generation.Hashes.Sha512);
        xml.WriteEndElement();
    }

    private static void WriteHash(XmlWriter xml, string type, string value)
    {
        xml.WriteStartElement("hash", Namespace);
        xml.WriteAttributeString("type", type);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void WriteResources(XmlWriter xml, IReadOnlyList<ListedSource> sources, string path)
    {
        xml.WriteStartElement("resources", Namespace);
        xml.WriteAttributeString("maxconnections", "1");
        for (var i = 0; i < sources.Count; i++)
        {
            xml.WriteStartElement("url", Namespace);
            xml.WriteAttributeString("protocol", sources[i].Scheme);
            xml.WriteAttributeString("type", sources[i].Scheme);
            if (sources[i].Country is { } country) xml.WriteAttributeString("location", country);
            if (sources[i].Mirror is { Private: true })
                xml.WriteAttributeString(Prefix, "private", MirrorManager, "True");
            var preference = Math.Max(1, BestPreference - i);
            xml.WriteAttributeString("preference", preference.ToString(CultureInfo.InvariantCulture));
            xml.WriteString(sources[i].BaseUrl + path);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
