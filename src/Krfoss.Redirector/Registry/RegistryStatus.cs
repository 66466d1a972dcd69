namespace Krfoss.Redirector.Registry;

/// <summary>Whether the registry answers, for the health endpoint, metrics and the status page.</summary>
/// <param name="Available">False until it was opened, and again after a failure.</param>
/// <param name="LastError">The last failure, kept after the registry is back; null = none since start.</param>
/// <param name="Since">Since when <paramref name="Available"/> is as it is.</param>
internal sealed record RegistryStatus(bool Available, string? LastError, DateTimeOffset Since);

/// <summary>
/// The answer of a registry that may be away: a value, or why there is none. A caller that cannot do without shows
/// <see cref="Error"/>; the others go on. Coming and going is logged by <see cref="MirrorRegistry"/>, once each.
/// </summary>
internal sealed record RegistryAnswer<T>(T? Value, string? Error)
{
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(false, nameof(Error))]
    public bool IsAvailable => Error is null;

    /// <summary>The value; a caller that did not look at <see cref="IsAvailable"/> first has a bug.</summary>
    public T Get() => IsAvailable
        ? Value!
        : throw new InvalidOperationException($"No answer from the registry: {Error}");
}
