using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// Says once, when the service listens, where. Catalog, registry and geo data say their own line when they are loaded.
/// </summary>
internal sealed partial class StartLines(
    IServer server, IHostApplicationLifetime lifetime, ILogger<StartLines> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Log.Listening(
            logger, string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogEvents.Listening, LogLevel.Information, "Listening on {Addresses}")]
        public static partial void Listening(ILogger logger, string addresses);
    }
}
