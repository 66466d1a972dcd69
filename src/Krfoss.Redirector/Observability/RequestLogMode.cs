namespace Krfoss.Redirector.Observability;

/// <summary>Whether requests are written down, and how much of the client's address with them.</summary>
internal enum RequestLogMode
{
    Off,

    /// <summary>The client's /24, or /48 for IPv6.</summary>
    Truncated,

    /// <summary>The whole address: personal data in most places.</summary>
    Full,
}

/// <summary>The setting <c>Redirector:RequestLog</c>.</summary>
internal static class RequestLogSetting
{
    public const string Key = "Redirector:RequestLog";

    public static RequestLogMode From(IConfiguration configuration) =>
        configuration[Key]?.Trim().ToUpperInvariant() switch
        {
            null or "" or "OFF" => RequestLogMode.Off,
            "TRUNCATED" => RequestLogMode.Truncated,
            "FULL" => RequestLogMode.Full,
            _ => throw new SettingException($"{Key} is '{configuration[Key]}'; write off, truncated or full."),
        };
}
