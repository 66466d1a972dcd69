using Krfoss.Redirector.Core.Statistics;

namespace Krfoss.Redirector.Statistics;

internal static class StatisticsServices
{
    public static IServiceCollection AddStatistics(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(StatisticsOptions.From(configuration))
            .AddSingleton<RedirectTally>()
            .AddSingleton<TallyWriter>()
            .AddHostedService(provider => provider.GetRequiredService<TallyWriter>());
}
