using System.Text;

namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>The parts of a saved table that are no arrays of numbers: what it was made from, and its places.</summary>
internal static class SavedTexts
{
    private const byte HasCountry = 1;
    private const byte HasCity = 2;
    private const byte HasPoint = 4;

    /// <param name="key">Tells whether the table fits: it is read back only under the same key.</param>
    public static byte[] OfSources(string key, IReadOnlyList<GeoSource> sources) => Write(writer =>
    {
        writer.Write(key);
        writer.Write(sources.Count);
        foreach (var (name, metadata) in sources)
        {
            writer.Write(name);
            writer.Write(metadata.DatabaseType);
            writer.Write(metadata.BuildEpoch);
            writer.Write(metadata.NodeCount);
            writer.Write(metadata.RecordBits);
            writer.Write(metadata.IpVersion);
            writer.Write(metadata.Description);
            writer.Write(metadata.Languages.Count);
            foreach (var language in metadata.Languages) writer.Write(language);
        }
    });

    /// <returns>Null where the table was saved under another key.</returns>
    public static GeoSource[]? SourcesOf(byte[] bytes, string key)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        if (!string.Equals(reader.ReadString(), key, StringComparison.Ordinal)) return null;
        var sources = new GeoSource[reader.ReadInt32()];
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = new(reader.ReadString(), new(
                reader.ReadString(),
                reader.ReadUInt64(),
                reader.ReadUInt32(),
                reader.ReadInt32(),
                reader.ReadInt32(),
                reader.ReadString(),
                Languages(reader)));
        }

        return sources;
    }

    public static byte[] OfPlaces(GeoPlace[] places) => Write(writer =>
    {
        var countries = places.Select(place => place.Country).OfType<string>()
            .Distinct(StringComparer.Ordinal).ToList();
        var numbers = countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        writer.Write(countries.Count);
        foreach (var country in countries) writer.Write(country);
        writer.Write(places.Length);
        foreach (var place in places)
        {
            var (country, city, point, radiusKm) = place;
            writer.Write((byte)(
                (country is null ? 0 : HasCountry) | (city is null ? 0 : HasCity) | (point is null ? 0 : HasPoint)));
            if (country is not null) writer.Write((ushort)numbers[country]);
            if (city is not null) writer.Write(city);
            if (point is { } degrees)
            {
                writer.Write(degrees.Latitude);
                writer.Write(degrees.Longitude);
            }

            writer.Write(radiusKm);
        }
    });

    public static GeoPlace[] PlacesOf(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        var countries = new string[reader.ReadInt32()];
        for (var i = 0; i < countries.Length; i++) countries[i] = reader.ReadString();
        var places = new GeoPlace[reader.ReadInt32()];
        for (var i = 0; i < places.Length; i++)
        {
            var has = reader.ReadByte();
            places[i] = new(
                (has & HasCountry) != 0 ? countries[reader.ReadUInt16()] : null,
                (has & HasCity) != 0 ? reader.ReadString() : null,
                (has & HasPoint) != 0 ? new(reader.ReadDouble(), reader.ReadDouble()) : null,
                reader.ReadInt32());
        }

        return places;
    }

    private static string[] Languages(BinaryReader reader)
    {
        var languages = new string[reader.ReadInt32()];
        for (var i = 0; i < languages.Length; i++) languages[i] = reader.ReadString();
        return languages;
    }

    private static byte[] Write(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true)) write(writer);
        return bytes.ToArray();
    }
}
