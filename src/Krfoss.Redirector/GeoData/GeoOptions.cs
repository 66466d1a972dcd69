namespace Krfoss.Redirector.GeoData;

/// <summary>
/// Settings below <c>Redirector:Geo</c>. <see cref="City"/> and <see cref="Asn"/> take one path, or several with
/// semicolons between them, as flat layouts come as one file for each family:
/// <c>/geo/city-ipv4.mmdb;/geo/city-ipv6.mmdb</c>.
/// </summary>
internal sealed class GeoOptions
{
    public const string Section = "Redirector:Geo";
    public const string PollSecondsKey = $"{Section}:{nameof(PollSeconds)}";
    public const string TableKey = $"{Section}:{nameof(Table)}";
    public const string VerifyKey = $"{Section}:{nameof(VerifyKnownAddresses)}";

    private const string DefaultTable = "data/geo-table.bin";
    private const string NoTable = "none";
    private const double DefaultPollSeconds = 60;
    private const double MaxPollSeconds = 86_400;

    /// <summary>Databases of places; null = the bundled <c>config/geo/city.mmdb</c>.</summary>
    public string? City { get; set; }

    /// <summary>Databases of autonomous systems; null = the bundled <c>config/geo/asn.mmdb</c>.</summary>
    public string? Asn { get; set; }

    /// <summary>Where the merged table is kept for the next start; null = nowhere.</summary>
    public string? Table { get; set; }

    /// <summary>How often the files are looked at.</summary>
    public double PollSeconds { get; set; } = DefaultPollSeconds;

    /// <summary>Off lets databases in that do not know the big Korean carriers, such as small test files.</summary>
    public bool VerifyKnownAddresses { get; set; } = true;

    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static GeoOptions From(IConfiguration configuration) => new()
    {
        City = configuration[$"{Section}:{nameof(City)}"],
        Asn = configuration[$"{Section}:{nameof(Asn)}"],
        Table = TableFrom(configuration[TableKey]),
        PollSeconds = PollSetting.Read(configuration, PollSecondsKey, DefaultPollSeconds, MaxPollSeconds).TotalSeconds,
        VerifyKnownAddresses = Verifies(configuration[VerifyKey]),
    };

    private static string? TableFrom(string? text) =>
        string.IsNullOrWhiteSpace(text) ? DefaultTable
        : string.Equals(text.Trim(), NoTable, StringComparison.OrdinalIgnoreCase) ? null
        : text;

    private static bool Verifies(string? text) =>
        string.IsNullOrWhiteSpace(text)
        || (bool.TryParse(text, out var verifies)
            ? verifies
            : throw new SettingException($"{VerifyKey} is '{text}'; write true or false."));
}
