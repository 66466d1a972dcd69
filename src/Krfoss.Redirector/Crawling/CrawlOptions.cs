using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Crawling;

/// <summary>What the service asks of other machines, read from <c>Redirector:Crawl:*</c>.</summary>
/// <param name="Enabled">False: nothing is ever fetched.</param>
/// <param name="AllowedNetworks">Beyond the public addresses: who may be reached.</param>
/// <param name="IndexInterval">How often a known index root is looked at.</param>
/// <param name="Timeout">For one file, redirects included.</param>
/// <param name="Pace">The least time between two requests to one mirror.</param>
/// <param name="Health">How often mirrors are checked, and what follows from failures.</param>
internal sealed record CrawlOptions(
    bool Enabled,
    PrefixTable<bool> AllowedNetworks,
    TimeSpan IndexInterval,
    TimeSpan Timeout,
    TimeSpan Pace,
    HealthPolicy Health)
{
    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static CrawlOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Redirector:Crawl");
        return new(
            section.GetValue("Enabled", true),
            AddressBlocks.Read(section, "AllowedNetworks", []),
            Seconds(section, "IndexSeconds", 60),
            Seconds(section, "TimeoutSeconds", 10),
            Seconds(section, "PaceSeconds", 1, least: 0),
            HealthPolicy.Default with
            {
                Interval = Seconds(section, "CheckSeconds", HealthPolicy.Default.Interval.TotalSeconds),
                RecheckAfter = Seconds(section, "RecheckSeconds", HealthPolicy.Default.RecheckAfter.TotalSeconds),
                RecoveryInterval = Seconds(
                    section, "RecoverySeconds", HealthPolicy.Default.RecoveryInterval.TotalSeconds),
                ShortestHoldDown = Seconds(
                    section, "HoldDownSeconds", HealthPolicy.Default.ShortestHoldDown.TotalSeconds),
                SlowStart = Seconds(section, "SlowStartSeconds", HealthPolicy.Default.SlowStart.TotalSeconds, least: 0),
            });
    }

    private static TimeSpan Seconds(IConfiguration section, string key, double byDefault, double least = 0.1)
    {
        var seconds = section.GetValue(key, byDefault);
        return seconds >= least && seconds <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException(
                $"Redirector:Crawl:{key} is {seconds}; write seconds from {least} to 86400.");
    }
}
