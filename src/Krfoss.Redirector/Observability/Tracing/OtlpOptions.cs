using System.Globalization;
using OpenTelemetry.Exporter;

namespace Krfoss.Redirector.Observability.Tracing;

/// <summary>Where traces and metrics are sent, from <c>Redirector:Otlp:*</c>.</summary>
/// <param name="Endpoint">The collector, without the path that a kind of data has there.</param>
/// <param name="Headers">As <c>name=value,…</c>; may hold a key, so it is never shown.</param>
/// <param name="RequestShare">
/// Which part of the requests leaves a trace, 0 to 1; workers always do. Above 0 all requests take the longer way
/// through the web server, so it is 0 unless asked for.
/// </param>
internal sealed record OtlpOptions(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, double RequestShare)
{
    private const string Section = "Redirector:Otlp";
    private const string StandardKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <returns>Null where nothing is to be sent.</returns>
    /// <exception cref="SettingException">A value cannot be read; the message names key and remedy.</exception>
    public static OtlpOptions? From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var (key, text) = section["Endpoint"] is { Length: > 0 } ours
            ? ($"{Section}:Endpoint", ours)
            : (StandardKey, configuration[StandardKey]);
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
            throw new SettingException($"{key} is '{text}'; write an address as in http://127.0.0.1:4317.");
        return new(
            endpoint,
            ProtocolOf(section["Protocol"] ?? configuration["OTEL_EXPORTER_OTLP_PROTOCOL"]),
            section["Headers"] ?? configuration["OTEL_EXPORTER_OTLP_HEADERS"],
            ShareOf(section["RequestShare"]));
    }

    /// <summary>The exporter's own settings for one kind of data.</summary>
    /// <param name="signal">Its path at a collector that is spoken to over HTTP: traces, metrics.</param>
    public void Apply(OtlpExporterOptions exporter, string signal)
    {
        exporter.Protocol = Protocol;
        exporter.Headers = Headers;

        // A path is part of the address over HTTP alone; gRPC names its methods itself.
        exporter.Endpoint = Protocol == OtlpExportProtocol.Grpc
            ? Endpoint
            : new(Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);
    }

    private static OtlpExportProtocol ProtocolOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" or "GRPC" => OtlpExportProtocol.Grpc,
        "HTTP/PROTOBUF" or "HTTP" => OtlpExportProtocol.HttpProtobuf,
        _ => throw new SettingException($"{Section}:Protocol is '{text}'; write grpc or http/protobuf."),
    };

    private static double ShareOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share)
            && share is >= 0 and <= 1 ? share
        : throw new SettingException($"{Section}:RequestShare is '{text}'; write a number from 0 to 1.");
}
