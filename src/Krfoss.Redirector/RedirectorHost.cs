using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Joining;
using Krfoss.Redirector.MirrorLists;
using Krfoss.Redirector.Networks;
using Krfoss.Redirector.Observability;
using Krfoss.Redirector.Packs;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Redirect;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Site;
using Krfoss.Redirector.Statistics;
using Krfoss.Redirector.Status;
using Krfoss.Redirector.Systemd;

namespace Krfoss.Redirector;

/// <summary>
/// The program's table of contents: one line per feature. Used by the program, its tests and its benchmarks alike.
/// </summary>
internal static class RedirectorHost
{
    public const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>Settings of verbs that print an answer: nothing but errors beside it.</summary>
    public static readonly string[] Quiet = ["--Serilog:MinimumLevel:Default=Error"];

    // inotify instances are few per user, and the files we care about are polled.
    private static readonly string[] HostSettings = ["--hostBuilder:reloadConfigOnChange=false"];

    public static WebApplication Build(string[] settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [.. HostSettings, .. settings],
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddLogs();
        builder.AddFrontDoor();
        builder.AddSystemd();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGeoData(builder.Configuration);
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddImporting(builder.Configuration);
        builder.Services.AddPublishing(builder.Configuration);
        builder.Services.AddRequests(builder.Configuration);
        builder.Services.AddStatistics(builder.Configuration);
        builder.Services.AddRedirect();
        builder.Services.AddMirrorLists();
        builder.Services.AddCrawling(builder.Configuration);
        builder.Services.AddNetworks(builder.Configuration);
        builder.Services.AddApi();
        builder.Services.AddSite(builder.Configuration);
        builder.Services.AddJoining();
        builder.AddObservability();
        builder.Services.AddRequestLog(builder.Configuration);
        adjust?.Invoke(builder);

        var app = builder.Build();
        app.UseTraces();
        app.UseRequestLog();
        app.UseMiddleware<RedirectEndpoint>();
        app.UsePool();
        app.UseMiddleware<FileQuestions>();
        app.UseApiDoor();
        app.UseErrorPages();
        app.UseRouting();
        app.MapMirrorLists();
        app.MapApi();
        app.MapPacks();
        app.MapSite();
        app.MapJoining();
        app.MapObservability();
        app.UseNotFound();
        return app;
    }
}
