using System.Net.Sockets;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>The validators of what the caller has; null = unconditional.</summary>
internal sealed record Validators(string? ETag, DateTimeOffset? LastModified);

/// <summary>One question to another machine: a GET, and what may come of it.</summary>
/// <param name="Url">http or https. Its port is allowed beside 80 and 443.</param>
internal sealed record ProbeRequest(Uri Url)
{
    public const int DefaultMaxBodyBytes = 16 * 1024 * 1024;

    /// <summary>First and last byte; null = the whole file.</summary>
    public (long From, long To)? Range { get; init; }

    public Validators? Known { get; init; }

    /// <summary>The family to connect over; <see cref="AddressFamily.Unspecified"/> = whichever works.</summary>
    public AddressFamily Family { get; init; }

    /// <summary>What is longer is not read to its end.</summary>
    public long MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>
    /// The hosts of the mirror, which redirects may go to; null = the question is for an origin, whose redirects may
    /// go to any public host.
    /// </summary>
    public IReadOnlySet<string>? OwnHosts { get; init; }

    /// <summary>
    /// Comes back when one more request may be made: for each redirect that is followed, since it asks the mirror once
    /// more. Null = nobody minds.
    /// </summary>
    public Func<CancellationToken, Task>? TakeLeave { get; init; }

    public bool IsMirror => OwnHosts is not null;
}
