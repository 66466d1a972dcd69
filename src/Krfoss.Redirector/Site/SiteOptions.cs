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
        string[] addresses =
        [
            .. configuration.GetSection(CrawlerAddressesKey).GetChildren()
                .Select(entry => entry.Value?.Trim())
                .OfType<string>()
                .Where(address => address.Length > 0),
        ];
        foreach (var address in addresses)
        {
            if (!Core.Networking.IpPrefix.TryParse(address, out _))
                throw new SettingException($"{CrawlerAddressesKey} holds '{address}'; write an address or a block.");
        }

        return new(addresses);
    }
}
