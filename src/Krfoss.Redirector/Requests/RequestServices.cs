namespace Krfoss.Redirector.Requests;

internal static class RequestServices
{
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddSingleton(RedirectorOptions.From(configuration))
        .AddSingleton<ClientAddress>()
        .AddSingleton<RequestResolver>();
}
