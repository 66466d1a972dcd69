using Serilog;

namespace Krfoss.Redirector;

/// <summary>
/// Logging through Serilog to the console, as text or as one JSON object a line. Levels come from the <c>Serilog</c>
/// section.
/// </summary>
internal static class Logs
{
    private const string TextTemplate =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var isJson = builder.Configuration["Redirector:Log:Format"] == "json";
        var logs = new LoggerConfiguration().ReadFrom.Configuration(builder.Configuration).Enrich.FromLogContext();
        var logger = isJson
            ? logs.WriteTo.Console(new CompactJsonLines()).CreateLogger()
            : logs.WriteTo.Console(outputTemplate: TextTemplate).CreateLogger();
        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
    }
}
