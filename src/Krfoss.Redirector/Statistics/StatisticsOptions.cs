namespace Krfoss.Redirector.Statistics;

/// <param name="WriteEvery">How often counts are written; what a process that is killed can lose.</param>
internal sealed record StatisticsOptions(TimeSpan WriteEvery)
{
    public const string WriteSecondsKey = "Redirector:Statistics:WriteSeconds";
    private const double DefaultSeconds = 60;

    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static StatisticsOptions From(IConfiguration configuration) =>
        new(PollSetting.Read(configuration, WriteSecondsKey, DefaultSeconds, DefaultSeconds));
}
