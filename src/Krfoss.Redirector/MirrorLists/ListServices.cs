namespace Krfoss.Redirector.MirrorLists;

internal static class ListServices
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddMirrorLists(this IServiceCollection services) => services
        .AddSingleton<FileAnswers>()
        .AddSingleton<ListEndpoints>();

    public static void MapMirrorLists(this WebApplication app)
    {
        var lists = app.Services.GetRequiredService<ListEndpoints>();
        app.MapMethods("/mirrorlist", Reading, lists.MirrorlistAsync);
        app.MapMethods("/metalink", Reading, lists.MetalinkAsync);
        app.MapMethods("/mirrorlist/apt/{repository}", Reading, lists.AptAsync);
        app.MapMethods("/mirrorlist/pacman/{repository}", Reading, lists.PacmanAsync);
    }
}
