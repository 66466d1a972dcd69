using Krfoss.Redirector.MirrorLists.Products;

namespace Krfoss.Redirector.MirrorLists;

internal static class ListServices
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddMirrorLists(this IServiceCollection services) => services
        .AddSingleton<FileAnswers>()
        .AddSingleton<AskedPaths>()
        .AddSingleton<ListProducts>()
        .AddSingleton<MirrorManagerEndpoints>()
        .AddSingleton<AlmaLinuxEndpoints>()
        .AddSingleton<ListEndpoints>();

    public static void MapMirrorLists(this WebApplication app)
    {
        var lists = app.Services.GetRequiredService<ListEndpoints>();
        var mirrorManager = app.Services.GetRequiredService<MirrorManagerEndpoints>();
        var almaLinux = app.Services.GetRequiredService<AlmaLinuxEndpoints>();
        app.MapMethods("/mirrorlist", Reading, mirrorManager.MirrorlistAsync);
        app.MapMethods("/metalink", Reading, mirrorManager.MetalinkAsync);
        app.MapMethods("/mirrorlist/{version}/{repo}", Reading, almaLinux.MirrorlistAsync);
        app.MapMethods("/isolist/{version}/{arch}", Reading, almaLinux.IsolistAsync);
        app.MapMethods("/mirrorlist/apt/{repository}", Reading, lists.AptAsync);
        app.MapMethods("/mirrorlist/pacman/{repository}", Reading, lists.PacmanAsync);
    }
}
