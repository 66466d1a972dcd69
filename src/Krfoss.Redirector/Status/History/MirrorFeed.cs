using System.Text;
using System.Xml;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Status.History;

/// <summary>The history of a mirror as an Atom feed (RFC 4287), for its owner's reader.</summary>
internal static class MirrorFeed
{
    public const string ContentType = "application/atom+xml; charset=utf-8";
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="site">Address of this service without a slash at the end; empty = not declared.</param>
    public static byte[] Write(
        MirrorState mirror, IReadOnlyList<EventJson> events, string site, bool isKorean, DateTimeOffset now)
    {
        var id = $"{(site.Length > 0 ? site : "urn:krfoss")}/mirrors/{mirror.Id}";
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, isKorean ? "ko" : "en");
            Element(xml, "id", id);
            Element(xml, "title", mirror.Definition.Name);
            Element(xml, "updated", TimeOf(events.Count > 0 ? events[0].At : now - now.TimeOfDay));
            xml.WriteStartElement("author", Atom);
            Element(xml, "name", mirror.Definition.Sponsor?.Name ?? mirror.Definition.Name);
            xml.WriteEndElement();
            if (site.Length > 0) Link(xml, "self", $"{id}/feed.atom{(isKorean ? "?lang=ko" : "?lang=en")}");
            if (site.Length > 0) Link(xml, "alternate", id);
            foreach (var one in events) Entry(xml, id, one, isKorean);
            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, string feed, EventJson one, bool isKorean)
    {
        xml.WriteStartElement("entry", Atom);
        var at = one.At.ToUnixTimeMilliseconds();
        Element(xml, "id", $"{feed}#{at}-{one.Repository}-{one.Endpoint}-{one.To ?? one.Kind}");
        var place = string.Join(' ', new[] { one.Repository, one.Endpoint }.OfType<string>());
        var what = one.To is null ? one.Kind : $"{one.From} → {one.To}";
        Element(xml, "title", place.Length > 0 ? $"{place}: {what}" : what);
        Element(xml, "updated", TimeOf(one.At));
        var text = isKorean ? one.TextKo : one.TextEn;
        xml.WriteStartElement("content", Atom);
        xml.WriteAttributeString("type", "text");
        xml.WriteString(Clean(one.Evidence is null ? text : $"{text}\n\n{one.Evidence}"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Atom, Clean(text));

    private static void Link(XmlWriter xml, string relation, string url)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", url);
        xml.WriteEndElement();
    }

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", null);

    // What strange servers send stands in the evidence, and XML has no way to write most control characters.
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));
}
