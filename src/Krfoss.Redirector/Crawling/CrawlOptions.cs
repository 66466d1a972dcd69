using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Crawling;

/// <summary>What the service asks of other machines, read from <c>Redirector:Crawl:*</c>.</summary>
/// <param name="Enabled">False: nothing is ever fetched.</param>
/// <param name="AllowedNetworks">Beyond the public addresses: who may be reached.</param>
/// <param name="IndexInterval">How often a known index root is looked at.</param>
/// <param name="Timeout">For one file, redirects included.</param>
internal sealed record CrawlOptions(
    bool Enabled, PrefixTable<bool> AllowedNetworks, TimeSpan IndexInterval, TimeSpan Timeout)
{
    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static CrawlOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Redirector:Crawl");
        return new(
            section.GetValue("Enabled", true),
            AddressBlocks.Read(section, "AllowedNetworks", []),
            Seconds(section, "IndexSeconds", 300),
            Seconds(section, "TimeoutSeconds", 10));
    }

    private static TimeSpan Seconds(IConfiguration section, string key, double byDefault)
    {
        var seconds = section.GetValue(key, byDefault);
        return seconds is >= 0.1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException(
                $"Redirector:Crawl:{key} is {seconds}; write seconds from 0.1 to 86400.");
    }
}
