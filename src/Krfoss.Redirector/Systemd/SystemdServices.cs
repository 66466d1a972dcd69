namespace Krfoss.Redirector.Systemd;

/// <summary>
/// What the program is under systemd: told of by <see cref="ServiceNotices"/>, and served over sockets that systemd
/// opened. Started in any other way, nothing of it is there.
/// </summary>
internal static class SystemdServices
{
    /// <summary>True where sockets were handed to this very process: sd_listen_fds(3).</summary>
    public static bool HasHandedSockets(IConfiguration settings) =>
        settings["LISTEN_PID"] == $"{Environment.ProcessId}" && !string.IsNullOrEmpty(settings["LISTEN_FDS"]);

    public static void AddSystemd(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (HasHandedSockets(settings))
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.UseSystemd());

            // They take the place of addresses; the web server would warn that it does not use both.
            settings.AddInMemoryCollection([new(WebHostDefaults.ServerUrlsKey, "")]);
        }

        if (NotifySocket.Of(settings[ServiceNotices.SocketKey]) is not { } manager) return;
        builder.Services.AddHostedService(provider => new ServiceNotices(
            manager,
            ServiceNotices.WatchdogOf(settings, Environment.ProcessId),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<TimeProvider>()));
    }
}
