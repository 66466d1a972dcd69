using System.Globalization;

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

    /// <summary>True: a reload may drop most mirrors, or all of a repository.</summary>
    public bool AllowMassRemoval { get; init; }

    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(2);

    public static CatalogOptions From(IConfiguration configuration)
    {
        var options = new CatalogOptions(
            configuration[FileKey] is { } file && !string.IsNullOrWhiteSpace(file) ? file.Trim() : DefaultFile);
        if (bool.TryParse(configuration[AllowMassRemovalKey], out var allow))
            options = options with { AllowMassRemoval = allow };
        if (double.TryParse(configuration[PollSecondsKey], CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0.1 and <= 3600)
        {
            options = options with { PollInterval = TimeSpan.FromSeconds(seconds) };
        }

        return options;
    }
}
