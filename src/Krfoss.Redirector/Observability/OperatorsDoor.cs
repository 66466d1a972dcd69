using System.Globalization;
using Krfoss.Redirector.Systemd;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// A listener of its own for <c>/metrics</c> and the detail of <c>/healthz/ready</c>, where the setting names one.
/// Strangers at the other listeners then see neither, whatever a proxy in front lets through. Who came in here is known
/// by the connection itself, not by a port or a header.
/// </summary>
internal sealed class OperatorsDoor(bool isSeparate)
{
    public const string Key = "Redirector:Observability:Url";

    private const string Endpoint = "Observability";
    private static readonly object Mark = new();

    /// <summary>True where this request may see what is the operators' own.</summary>
    public bool Admits(HttpContext context) =>
        !isSeparate || context.Features.Get<IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;

    /// <exception cref="SettingException">The address is none to listen on.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        var url = settings[Key]?.Trim();
        builder.Services.AddSingleton(new OperatorsDoor(!string.IsNullOrEmpty(url)));
        if (string.IsNullOrEmpty(url)) return;
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || !CanBeBound(url))
            throw new SettingException($"{Key} is '{url}'; write an address as in http://127.0.0.1:9100.");
        settings.AddInMemoryCollection(
        [
            .. EndpointsBeside(settings),
            new($"Kestrel:Endpoints:{Endpoint}:Url", url),
            new(WebHostDefaults.ServerUrlsKey, ""),
        ]);
        builder.WebHost.ConfigureKestrel(kestrel => (kestrel.ConfigurationLoader ?? kestrel.Configure())
            .Endpoint(Endpoint, endpoint => MarkConnections(endpoint.ListenOptions)));
    }

    private static void MarkConnections(ListenOptions listen) => listen.Use(next => connection =>
    {
        connection.Items[Mark] = Mark;
        return next(connection);
    });

    /// <summary>
    /// The addresses of <c>urls</c> as endpoints with names: the web server takes one kind or the other, and only those
    /// with names can be told apart.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, string?>> EndpointsBeside(ConfigurationManager settings)
    {
        if (settings.GetSection("Kestrel:Endpoints").Exists() || SystemdServices.HasHandedSockets(settings)) return [];
        var urls = settings[WebHostDefaults.ServerUrlsKey];
        var addresses = string.IsNullOrEmpty(urls)
            ? Parts(settings["http_ports"] ?? "").Select(port => $"http://*:{port}")
            : Parts(urls);
        return addresses.Select((address, number) => KeyValuePair.Create<string, string?>(
            string.Create(CultureInfo.InvariantCulture, $"Kestrel:Endpoints:Clients{number}:Url"), address));
    }

    private static string[] Parts(string list) =>
        list.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A host, be it a name for all addresses as in <c>http://*:9100</c>, and always a port.</summary>
    private static bool CanBeBound(string url)
    {
        var parts = url["http://".Length..].TrimEnd('/');
        var colon = parts.LastIndexOf(':');
        return colon > 0 && !parts.Contains('/', StringComparison.Ordinal)
            && ushort.TryParse(parts[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }
}
