using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>What an exception of the network says about the other side.</summary>
internal static class ExchangeFailures
{
    /// <summary>True for exceptions that the other side can cause.</summary>
    public static bool AreTheirs(Exception exception) => exception
        is HttpRequestException or IOException or SocketException or OperationCanceledException
        or UriFormatException or FormatException;

    /// <summary>For a failure before the head of the response was there.</summary>
    public static (ExchangeOutcome Outcome, string Reason) OfHead(Exception exception, Patience patience, int redirects)
    {
        if (Inner<ConnectionRefusedException>(exception) is { } refused)
        {
            return (refused.Outcome is ExchangeOutcome.AddressRefused && redirects > 0
                ? ExchangeOutcome.RedirectAddressRefused
                : refused.Outcome, refused.Message);
        }

        if (exception is OperationCanceledException)
            return (ExchangeOutcome.TimedOut, $"no answer within {patience.Seconds}");
        var error = exception switch
        {
            HttpRequestException request => request.HttpRequestError,
            HttpIOException io => io.HttpRequestError,
            _ => HttpRequestError.Unknown,
        };
        return (error switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                or HttpRequestError.HttpProtocolError or HttpRequestError.VersionNegotiationError =>
                ExchangeOutcome.Malformed,
            HttpRequestError.NameResolutionError => ExchangeOutcome.NameFailed,
            HttpRequestError.SecureConnectionError => ExchangeOutcome.TlsFailed,
            _ when exception is UriFormatException or FormatException => ExchangeOutcome.Malformed,
            _ => ExchangeOutcome.ConnectFailed,
        }, exception.GetBaseException().Message);
    }

    /// <summary>For a failure while the body was read.</summary>
    public static BodyFailedException OfBody(Exception exception, Patience patience, long read)
    {
        if (exception is OperationCanceledException)
        {
            return patience.WasDripping
                ? new(ExchangeOutcome.TooSlow, $"{read} bytes of the body within {patience.Seconds}")
                : new(ExchangeOutcome.TimedOut, $"the body did not end within {patience.Seconds}; {read} bytes came");
        }

        return exception is HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? new(ExchangeOutcome.Malformed, exception.Message)
            : new(ExchangeOutcome.Truncated, $"ended after {read} bytes: {exception.GetBaseException().Message}");
    }

    private static T? Inner<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found) return found;
        }

        return null;
    }
}
