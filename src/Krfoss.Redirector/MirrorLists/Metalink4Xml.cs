using System.Globalization;
using System.Xml;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// The Metalink Download Description Format (RFC 5854). It knows one content per file, so older generations of an index
/// do not stand in it; digests have IANA's names, and the smaller the priority the better.
/// </summary>
internal static class Metalink4Xml
{
    private const string Namespace = "urn:ietf:params:xml:ns:metalink";

    public static byte[] Render(
        RepositoryRequest request, IReadOnlyList<ListedSource> sources, IndexHistory? index, DateTimeOffset now) =>
        XmlDocuments.Write(xml =>
        {
            xml.WriteStartElement("metalink", Namespace);
            xml.WriteElementString("generator", Namespace, $"Krfoss.Redirector/{ProductVersion.Short}");
            WriteSite(xml, request, now);
            xml.WriteStartElement("file", Namespace);
            xml.WriteAttributeString("name", XmlDocuments.FileNameOf(request));
            if (index is not null) WriteIndex(xml, index.Current);
            WriteUrls(xml, sources, PlainLists.PathOf(request));
            xml.WriteEndElement();
            xml.WriteEndElement();
        });

    private static void WriteSite(XmlWriter xml, RepositoryRequest request, DateTimeOffset now)
    {
        var site = request.Snapshot.Catalog.Site;
        if (site.Url is { } url)
        {
            xml.WriteStartElement("origin", Namespace);
            xml.WriteAttributeString("dynamic", "true");
            xml.WriteString($"{url.AbsoluteUri.TrimEnd('/')}{request.PublicPath}?{ReservedQueries.Meta4}");
            xml.WriteEndElement();
        }

        xml.WriteElementString(
            "published", Namespace, now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteStartElement("publisher", Namespace);
        xml.WriteAttributeString("name", site.Name);
        if (site.Url is not null) xml.WriteAttributeString("url", site.Url.AbsoluteUri);
        xml.WriteEndElement();
    }

    private static void WriteIndex(XmlWriter xml, IndexGeneration generation)
    {
        xml.WriteElementString("size", Namespace, generation.SizeBytes.ToString(CultureInfo.InvariantCulture));
        WriteHash(xml, "sha-256", generation.Hashes.Sha256);
        WriteHash(xml, "sha-512", generation.Hashes.Sha512);
    }

    private static void WriteHash(XmlWriter xml, string type, string value)
    {
        xml.WriteStartElement("hash", Namespace);
        xml.WriteAttributeString("type", type);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static void WriteUrls(XmlWriter xml, IReadOnlyList<ListedSource> sources, string path)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            xml.WriteStartElement("url", Namespace);
            if (sources[i].Country is { } country) xml.WriteAttributeString("location", country.ToLowerInvariant());
            xml.WriteAttributeString("priority", (i + 1).ToString(CultureInfo.InvariantCulture));
            xml.WriteString(sources[i].BaseUrl + path);
            xml.WriteEndElement();
        }
    }
}
