namespace Krfoss.Redirector.GeoData;

/// <summary>
/// Settings below <c>Redirector:Geo</c>. <see cref="City"/> and <see cref="Asn"/> take one path, or several with
/// semicolons between them, as flat layouts come as one file for each family:
/// <c>/geo/city-ipv4.mmdb;/geo/city-ipv6.mmdb</c>.
/// </summary>
internal sealed class GeoOptions
{
    public const string Section = "Redirector:Geo";

    /// <summary>Databases of places; null = the bundled <c>config/geo/city.mmdb</c>.</summary>
    public string? City { get; set; }

    /// <summary>Databases of autonomous systems; null = the bundled <c>config/geo/asn.mmdb</c>.</summary>
    public string? Asn { get; set; }

    /// <summary>How often the files are looked at.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Off lets databases in that do not know the big Korean carriers, such as small test files.</summary>
    public bool VerifyKnownAddresses { get; set; } = true;
}
