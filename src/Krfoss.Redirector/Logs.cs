using System.Globalization;
using Krfoss.Redirector.Observability;
using Serilog;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Settings.Configuration;

namespace Krfoss.Redirector;

/// <summary>
/// Logging through Serilog to the console, as text or as one JSON object a line. Levels come from the <c>Serilog</c>
/// section. Lines of requests go to files of their own where a folder is named for them.
/// </summary>
internal static class Logs
{
    private const string TextTemplate =
        "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static void AddLogs(this WebApplicationBuilder builder)
    {
        ITextFormatter form = RedirectorOptions.IsJson(builder.Configuration["Redirector:Log:Format"])
            ? new CompactJsonLines()
            : new MessageTemplateTextFormatter(TextTemplate, CultureInfo.InvariantCulture);
        var requests = RequestLogFiles.From(builder.Configuration);

        // The assemblies are named: in a program that is one file, none would be found by looking around.
        var readings = new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly);
        var logs = new LoggerConfiguration()
            .ReadFrom.Configuration(builder.Configuration, readings)
            .Enrich.FromLogContext();
        if (requests is null)
        {
            logs.WriteTo.Console(form);
        }
        else
        {
            logs.WriteTo.Logger(
                others => others.Filter.ByExcluding(RequestLogFiles.IsOfRequest).WriteTo.Console(form));
            requests.Add(logs.WriteTo, form);
        }

        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logs.CreateLogger(), dispose: true);
    }
}
