namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>What an MMDB file says about itself.</summary>
/// <param name="DatabaseType">Names the record layout, such as <c>GeoLite2-City</c>.</param>
/// <param name="BuildEpoch">Seconds since 1970; not trusted: a file may claim anything.</param>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="RecordBits">24, 28 or 32; a node is two records.</param>
/// <param name="IpVersion">4 or 6; a file of version 6 may hold IPv4 too.</param>
/// <param name="Description">English, else the first language's, else empty.</param>
public sealed record MmdbMetadata(
    string DatabaseType,
    ulong BuildEpoch,
    uint NodeCount,
    int RecordBits,
    int IpVersion,
    string Description,
    IReadOnlyList<string> Languages)
{
    private const ulong LastEpoch = 253_402_300_799;

    /// <summary>When the file was built; null where the claimed second is no date (after the year 9999).</summary>
    public DateTimeOffset? BuildTime =>
        BuildEpoch <= LastEpoch ? DateTimeOffset.FromUnixTimeSeconds((long)BuildEpoch) : null;

    internal static MmdbMetadata Read(MmdbSection section)
    {
        if (MmdbValueDecoder.Decode(section, 0) is not Dictionary<string, object> map)
        {
            throw section.Fault(0, "the metadata is not a map");
        }

        var major = Number("binary_format_major_version", ushort.MaxValue);
        Number("binary_format_minor_version", ushort.MaxValue);
        if (major != 2) throw section.Fault(0, $"format version {major} is not 2");
        var bits = (int)Number("record_size", ushort.MaxValue);
        if (bits is not (24 or 28 or 32)) throw section.Fault(0, $"record_size {bits} is none of 24, 28 and 32");
        var version = (int)Number("ip_version", ushort.MaxValue);
        if (version is not (4 or 6)) throw section.Fault(0, $"ip_version {version} is neither 4 nor 6");
        if (map.GetValueOrDefault("database_type") is not string type) throw Missing("database_type", "text");
        return new(
            type,
            Number("build_epoch", ulong.MaxValue),
            (uint)Number("node_count", uint.MaxValue),
            bits,
            version,
            Text(map.GetValueOrDefault("description")),
            map.GetValueOrDefault("languages") is List<object> list ? [.. list.OfType<string>()] : []);

        ulong Number(string key, ulong most)
        {
            ulong value = map.GetValueOrDefault(key) switch
            {
                ushort small => small,
                uint medium => medium,
                ulong large => large,
                _ => throw Missing(key, "an unsigned number"),
            };
            return value <= most ? value : throw section.Fault(0, $"{key} is {value}, more than {most}");
        }

        MmdbException Missing(string key, string kind) => section.Fault(0, $"{key} is missing or not {kind}");
    }

    private static string Text(object? description) => description switch
    {
        Dictionary<string, object> texts when texts.GetValueOrDefault("en") is string english => english,
        Dictionary<string, object> texts => texts.Values.OfType<string>().FirstOrDefault() ?? "",
        _ => "",
    };
}
