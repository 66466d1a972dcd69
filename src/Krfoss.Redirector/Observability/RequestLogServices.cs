namespace Krfoss.Redirector.Observability;

internal static class RequestLogServices
{
    public static IServiceCollection AddRequestLog(this IServiceCollection services, IConfiguration configuration)
    {
        var mode = RequestLogSetting.From(configuration);
        if (mode == RequestLogMode.Off) return services;
        return services
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<RequestLog>(provider, mode))
            .AddHostedService(provider => provider.GetRequiredService<RequestLog>());
    }

    /// <summary>First in the pipeline; where the log is off, it is not in the pipeline at all.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        if (app.Services.GetService<RequestLog>() is { } log)
            app.Use(next => context => log.InvokeAsync(context, next));
    }
}
