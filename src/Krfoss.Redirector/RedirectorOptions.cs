using System.Globalization;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector;

/// <summary>Settings of the service as a whole, read from <c>Redirector:*</c>.</summary>
/// <param name="TrustedProxies">
/// Whose <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and <c>Forwarded</c> count.
/// </param>
/// <param name="Operators">
/// Beside the trusted proxies themselves: who may ask for other addresses with <c>ip=</c>.
/// </param>
/// <param name="DrainTime">How long the service goes on after SIGTERM while it says "not ready".</param>
/// <param name="LogAsJson">One compact JSON object a line in place of text.</param>
internal sealed record RedirectorOptions(
    PrefixTable<bool> TrustedProxies, PrefixTable<bool> Operators, TimeSpan DrainTime, bool LogAsJson)
{
    private const double MaxDrainSeconds = 3_600;
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];

    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static RedirectorOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Redirector");
        return new(
            AddressBlocks.Read(section, "TrustedProxies", Loopback),
            AddressBlocks.Read(section, "Operators", []),
            TimeSpan.FromSeconds(DrainSeconds(section["DrainSeconds"])),
            IsJson(section["Log:Format"]));
    }

    private static double DrainSeconds(string? text) =>
        string.IsNullOrWhiteSpace(text) ? 2.0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= 0 and <= MaxDrainSeconds ? seconds
        : throw new SettingException(
            $"Redirector:DrainSeconds is '{text}'; write a number of seconds from 0 to {MaxDrainSeconds}.");

    public static bool IsJson(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" or "TEXT" => false,
        "JSON" => true,
        _ => throw new SettingException($"Redirector:Log:Format is '{text}'; write text or json."),
    };
}
