namespace Krfoss.Redirector.Registry;

internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(RegistryOptions.From(configuration))
            .AddSingleton<MirrorRegistry>();
}
