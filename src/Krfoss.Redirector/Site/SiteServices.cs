using System.Text.Unicode;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.WebEncoders;

namespace Krfoss.Redirector.Site;

/// <summary>
/// The pages for people: server-rendered, in Korean and English, without scripts. They read the snapshot, the crawler's
/// memory and the registry, and stand behind the redirects: a repository path never meets them.
/// </summary>
internal static class SiteServices
{
    public static IServiceCollection AddSite(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddRazorPages(options =>
            {
                options.RootDirectory = "/Site/Pages";
                options.Conventions.AddFolderRouteModelConvention("/", AddLanguages);
            })
            // The pages are those of this program, whoever hosts it.
            .ConfigureApplicationPartManager(parts => parts.ApplicationParts.Clear())
            .AddApplicationPart(typeof(SiteServices).Assembly);
        KeepNoKeys(services);
        return services
            // Korean stays readable in the source; what has a meaning in HTML is escaped by every encoder.
            .Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All))
            .AddSingleton(SiteOptions.From(configuration))
            .AddSingleton<Assets>()
            .AddSingleton<PageFrame>()
            .AddSingleton<CurrentNetwork>()
            .AddSingleton<Prospects>()
            .AddSingleton<Arrivals>()
            .AddScoped<Speech>();
    }

    /// <summary>Before routing.</summary>
    public static void UseErrorPages(this WebApplication app) => app.UseMiddleware<ErrorPages>();

    public static void MapSite(this WebApplication app)
    {
        Assets.Map(app);
        RobotsText.Map(app);
        app.MapRazorPages();
    }

    /// <summary>
    /// Razor Pages bring keys for signed forms, made at the start and written to the disk; no page has such a form.
    /// </summary>
    private static void KeepNoKeys(IServiceCollection services)
    {
        var maker = services.FirstOrDefault(service =>
            service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Namespace?.StartsWith(
                "Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal) == true);
        if (maker is not null) services.Remove(maker);
    }

    /// <summary>Every page also stands below its language: /mirrors, /ko/mirrors, /en/mirrors.</summary>
    private static void AddLanguages(PageRouteModel page)
    {
        foreach (var selector in page.Selectors.ToArray())
        {
            foreach (var language in LanguageCodes.All)
            {
                page.Selectors.Add(new()
                {
                    AttributeRouteModel = new()
                    {
                        Template = AttributeRouteModel.CombineTemplates(
                            language.Code(), selector.AttributeRouteModel?.Template),
                    },
                });
            }
        }
    }
}
