using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Formatting;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// A file for each day that holds the lines of requests, in place of the console, so that what may be personal data is
/// deleted in time and nothing else with it.
/// </summary>
/// <param name="Folder">Where the files are.</param>
/// <param name="KeepFor">After what time a day's file is deleted.</param>
internal sealed record RequestLogFiles(string Folder, TimeSpan KeepFor)
{
    private const int DefaultKeepDays = 30;
    private const int MaxKeepDays = 3_660;

    /// <returns>Null where the lines go to the console.</returns>
    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static RequestLogFiles? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(RequestLogSetting.Key);
        var keepFor = TimeSpan.FromDays(KeepDays(section["KeepDays"]));
        return section["Folder"] is { } folder && !string.IsNullOrWhiteSpace(folder)
            ? new(Path.GetFullPath(folder.Trim()), keepFor)
            : null;
    }

    public static bool IsOfRequest(LogEvent line) =>
        line.Properties.TryGetValue("SourceContext", out var source)
        && source is ScalarValue { Value: RequestLog.Category };

    public void Add(LoggerSinkConfiguration sinks, ITextFormatter form) => sinks.Logger(lines => lines
        .Filter.ByIncludingOnly(IsOfRequest)
        .WriteTo.File(
            form,
            Path.Combine(Folder, "requests-.log"),
            rollingInterval: RollingInterval.Day,
            fileSizeLimitBytes: null,
            retainedFileCountLimit: null,
            retainedFileTimeLimit: KeepFor));

    private static int KeepDays(string? text) =>
        string.IsNullOrWhiteSpace(text) ? DefaultKeepDays
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is >= 1 and <= MaxKeepDays ? days
        : throw new SettingException(
            $"{RequestLogSetting.Key}:KeepDays is '{text}'; write a number of days from 1 to {MaxKeepDays}.");
}
