namespace Krfoss.Redirector.Redirect;

internal static class RedirectServices
{
    public static IServiceCollection AddRedirect(this IServiceCollection services) => services
        .AddSingleton<RepeatRequests>()
        .AddSingleton<RedirectCounter>()
        .AddSingleton<DecisionBugs>()
        .AddSingleton<RedirectMetrics>();
}
