namespace Krfoss.Redirector.Crawling;

internal enum FetchOutcome
{
    /// <summary>200 with the whole body.</summary>
    Ok,

    /// <summary>304: what the caller has is current.</summary>
    NotModified,

    /// <summary>404 or 410: the file is not there.</summary>
    Missing,

    /// <summary>We did not ask: the URL or an address behind it is out of bounds.</summary>
    Refused,

    /// <summary>Everything else: no connection, no time, another status, too much.</summary>
    Failed,
}

/// <summary>What came of asking another machine for a file. Failures of the world are values.</summary>
/// <param name="Body">Empty unless <see cref="FetchOutcome.Ok"/>.</param>
/// <param name="Detail">For the log, in English; empty where nothing went wrong.</param>
internal sealed record FetchAnswer(
    FetchOutcome Outcome, ReadOnlyMemory<byte> Body, string? ETag, DateTimeOffset? LastModified, string Detail)
{
    public static FetchAnswer Of(FetchOutcome outcome, string detail) => new(outcome, default, null, null, detail);
}

/// <summary>The validators of what the caller has; null = unconditional.</summary>
internal sealed record Validators(string? ETag, DateTimeOffset? LastModified);
