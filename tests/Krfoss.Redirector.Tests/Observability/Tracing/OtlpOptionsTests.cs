using Krfoss.Redirector.Observability.Tracing;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace Krfoss.Redirector.Tests.Observability.Tracing;

public sealed class OtlpOptionsTests
{
    private const string Endpoint = "Redirector:Otlp:Endpoint";

    [Fact]
    public void Nothing_is_sent_unless_a_collector_is_named()
    {
        Assert.Null(From());
        Assert.Null(From((Endpoint, " ")));
        Assert.Null(From(("Redirector:Otlp:RequestShare", "1"), ("Redirector:Otlp:Headers", "key=x")));
    }

    [Fact]
    public void A_collector_gets_no_request_and_all_over_grpc_unless_told_otherwise()
    {
        var options = From((Endpoint, "http://127.0.0.1:4317"))!;
        Assert.Equal((OtlpExportProtocol.Grpc, null, 0.0), (options.Protocol, options.Headers, options.RequestShare));
    }

    [Fact]
    public void OpenTelemetrys_own_variables_count_where_ours_are_not_set()
    {
        var options = From(
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://collector.example"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "key=theirs"))!;
        Assert.Equal(new Uri("https://collector.example"), options.Endpoint);
        Assert.Equal((OtlpExportProtocol.HttpProtobuf, "key=theirs"), (options.Protocol, options.Headers));
        var ours = From((Endpoint, "http://ours.example"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "https://other.example"))!;
        Assert.Equal(new Uri("http://ours.example"), ours.Endpoint);
    }

    [Theory]
    [InlineData("grpc", "http://collector:4317", "http://collector:4317/")]
    [InlineData("http/protobuf", "http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("http/protobuf", "http://collector:4318/", "http://collector:4318/v1/traces")]
    [InlineData("http/protobuf", "https://collector/otlp/", "https://collector/otlp/v1/traces")]
    public void A_path_for_the_kind_of_data_is_added_over_http_alone(string protocol, string url, string sentTo)
    {
        var exporter = new OtlpExporterOptions();
        From((Endpoint, url), ("Redirector:Otlp:Protocol", protocol), ("Redirector:Otlp:Headers", "a=b"))!
            .Apply(exporter, "traces");
        Assert.Equal((new Uri(sentTo), "a=b"), (exporter.Endpoint, exporter.Headers));
    }

    [Theory]
    [InlineData(Endpoint, "collector:4317")]
    [InlineData(Endpoint, "grpc://collector:4317")]
    [InlineData("Redirector:Otlp:Protocol", "json")]
    [InlineData("Redirector:Otlp:RequestShare", "2")]
    [InlineData("Redirector:Otlp:RequestShare", "NaN")]
    [InlineData("Redirector:Otlp:RequestShare", "some")]
    public void A_value_that_cannot_be_read_is_told_by_its_key(string key, string value)
    {
        var problem = Assert.Throws<SettingException>(() => From((Endpoint, "http://collector:4317"), (key, value)));
        Assert.StartsWith($"{key} is '{value}'; write ", problem.Message);
    }

    // The later of two pairs with one key counts.
    private static OtlpOptions? From(params (string Key, string Value)[] settings) => OtlpOptions.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings
            .GroupBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pairs => KeyValuePair.Create<string, string?>(pairs.Key, pairs.Last().Value))).Build());
}
