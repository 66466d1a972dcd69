using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Krfoss.Redirector.Observability.Tracing;

/// <summary>
/// Keeps a share of the requests and all that workers do. What a client's <c>traceparent</c> wishes does not count:
/// strangers would else decide how much is sent.
/// </summary>
internal sealed class ShareOfRequests(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler _requests = new(share);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server
            ? _requests.ShouldSample(samplingParameters)
            : new(SamplingDecision.RecordAndSample);
}
