using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Site;

/// <summary>Settings below <c>Redirector:Site</c>.</summary>
/// <param name="CrawlerAddresses">
/// From where mirrors are checked, as owners have to let it through; empty = the operators do not say.
/// </param>
internal sealed record SiteOptions(IReadOnlyList<string> CrawlerAddresses)
{
    public const string CrawlerAddressesKey = "Redirector:Site:CrawlerAddresses";

    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static SiteOptions From(IConfiguration configuration)
    {
        var texts = configuration[CrawlerAddressesKey] is { Length: > 0 } list
            ? list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : configuration.GetSection(CrawlerAddressesKey).Get<string[]>() ?? [];
        return new([.. texts.Select(text => IpPrefix.TryParse(text, out _)
            ? text
            : throw new SettingException(
                $"{CrawlerAddressesKey} holds '{text}'; write an address or a block, as in 192.0.2.7."))]);
    }
}
