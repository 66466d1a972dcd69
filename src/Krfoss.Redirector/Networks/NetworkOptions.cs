namespace Krfoss.Redirector.Networks;

/// <summary>How often what lies beside the catalog is looked at, read from <c>Redirector:Networks:*</c>.</summary>
/// <param name="NameInterval">Names among netblocks.</param>
/// <param name="SubnetsInterval">Lists at <c>subnets:</c>.</param>
internal sealed record NetworkOptions(TimeSpan NameInterval, TimeSpan SubnetsInterval)
{
    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static NetworkOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Redirector:Networks");
        return new(Seconds(section, "NameSeconds", 600), Seconds(section, "SubnetsSeconds", 3_600));
    }

    private static TimeSpan Seconds(IConfiguration section, string key, double byDefault)
    {
        var seconds = section.GetValue(key, byDefault);
        return seconds is >= 1 and <= 86_400
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingException($"Redirector:Networks:{key} is {seconds}; write seconds from 1 to 86400.");
    }
}
