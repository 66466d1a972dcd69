using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.GeoData;

/// <summary>
/// A database as configured. Files that the operator chose are warned about when they grow old; the bundled ones
/// cannot help it.
/// </summary>
internal sealed record GeoFile(GeoRole Role, string Path, bool IsBundled)
{
    public const string BundledFolder = "config/geo";

    /// <summary>The configured files in order of precedence.</summary>
    public static IReadOnlyList<GeoFile> From(GeoOptions options) =>
        [.. Of(GeoRole.City, options.City, "city.mmdb"), .. Of(GeoRole.Asn, options.Asn, "asn.mmdb")];

    /// <summary>A bundled file: below the current directory, else beside the program.</summary>
    public static string Bundled(string name)
    {
        var here = System.IO.Path.GetFullPath(System.IO.Path.Combine(BundledFolder, name));
        return File.Exists(here) ? here : System.IO.Path.Combine(AppContext.BaseDirectory, BundledFolder, name);
    }

    private static IEnumerable<GeoFile> Of(GeoRole role, string? paths, string bundledName) =>
        string.IsNullOrWhiteSpace(paths)
            ? [new(role, Bundled(bundledName), IsBundled: true)]
            : paths.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(path => new GeoFile(role, System.IO.Path.GetFullPath(path), IsBundled: false));
}
