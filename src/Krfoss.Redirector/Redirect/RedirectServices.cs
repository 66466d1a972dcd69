using Krfoss.Redirector.Redirect.Wire;

namespace Krfoss.Redirector.Redirect;

internal static class RedirectServices
{
    public static IServiceCollection AddRedirect(this IServiceCollection services) => services
        .AddSingleton<RepeatRequests>()
        .AddSingleton<RedirectCounter>()
        .AddSingleton<Redirections>()
        .AddSingleton<WireDate>()
        .AddSingleton<WireAnswers>()
        .AddSingleton<WireRedirects>()
        .AddSingleton<DecisionBugs>()
        .AddSingleton<RedirectMetrics>();
}
