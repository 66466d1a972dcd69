using System.Globalization;

namespace Krfoss.Redirector;

/// <summary>Reads how often something is looked at: seconds, with a fraction where wanted.</summary>
internal static class PollSetting
{
    public const double MinSeconds = 0.1;

    /// <exception cref="SettingException">The value is no such number; the message names key and remedy.</exception>
    public static TimeSpan Read(IConfiguration configuration, string key, double defaultSeconds, double maxSeconds)
    {
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text)) return TimeSpan.FromSeconds(defaultSeconds);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= MinSeconds && seconds <= maxSeconds
                ? TimeSpan.FromSeconds(seconds)
                : throw new SettingException(string.Create(CultureInfo.InvariantCulture,
                    $"{key} is '{text}'; write a number of seconds from {MinSeconds} to {maxSeconds}."));
    }
}
