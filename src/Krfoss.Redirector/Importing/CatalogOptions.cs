namespace Krfoss.Redirector.Importing;

/// <summary>
/// Which catalog, and how it is watched. Read by hand, because <c>Redirector:Catalog</c> is a value and has children.
/// </summary>
internal sealed record CatalogOptions(string File = CatalogOptions.DefaultFile)
{
    public const string FileKey = "Redirector:Catalog";
    public const string AllowMassRemovalKey = "Redirector:Catalog:AllowMassRemoval";
    public const string PollSecondsKey = "Redirector:Catalog:PollSeconds";
    public const string DefaultFile = "config/mirrors.yaml";

    private const double DefaultPollSeconds = 2;
    private const double MaxPollSeconds = 3_600;

    /// <summary>True: a reload may drop most mirrors, or all of a repository.</summary>
    public bool AllowMassRemoval { get; init; }

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(DefaultPollSeconds);

    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static CatalogOptions From(IConfiguration configuration) =>
        new(configuration[FileKey] is { } file && !string.IsNullOrWhiteSpace(file) ? file.Trim() : DefaultFile)
        {
            AllowMassRemoval = IsAllowed(configuration[AllowMassRemovalKey]),
            PollInterval = PollSetting.Read(configuration, PollSecondsKey, DefaultPollSeconds, MaxPollSeconds),
        };

    private static bool IsAllowed(string? text) =>
        !string.IsNullOrWhiteSpace(text)
        && (bool.TryParse(text, out var allow)
            ? allow
            : throw new SettingException($"{AllowMassRemovalKey} is '{text}'; write true or false."));
}
