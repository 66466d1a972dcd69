using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.GeoData;

/// <summary>Whom to name for the data; the makers' licences ask for it wherever their data is used.</summary>
internal static class GeoAttribution
{
    public const string BundledText = "ATTRIBUTION.txt";

    /// <summary>For the bundled data the text that stands beside it, else what type and description tell.</summary>
    public static string Of(GeoFile file, MmdbMetadata metadata)
    {
        if (file.IsBundled && Bundled(file) is { } text) return text;
        var says = $"{metadata.DatabaseType} {metadata.Description}";
        if (Names(says, "GeoLite2") || Names(says, "GeoIP2")) return "data by MaxMind, https://www.maxmind.com";
        if (Names(says, "DBIP") || Names(says, "DB-IP")) return "IP geolocation by DB-IP, https://db-ip.com";
        return metadata.Description.Length > 0 ? metadata.Description : metadata.DatabaseType;
    }

    private static bool Names(string text, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase);

    private static string? Bundled(GeoFile file)
    {
        var path = Path.Combine(Path.GetDirectoryName(file.Path)!, BundledText);
        try
        {
            if (!File.Exists(path)) return null;
            return File.ReadAllText(path).Trim().ReplaceLineEndings(Environment.NewLine + "           ");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
