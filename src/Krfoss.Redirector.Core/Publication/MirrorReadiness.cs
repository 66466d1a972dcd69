using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>How one endpoint of a mirror stands for one repository.</summary>
/// <param name="IsUp">False: it gets nothing.</param>
/// <param name="Verified">
/// By index root: the generation that it certainly has, 0 = none. Nothing stands here for roots that it shows too old a
/// generation of.
/// </param>
/// <param name="Verdict">What the latest check came to, for <c>explain</c>.</param>
public sealed record EndpointReadiness(bool IsUp, IReadOnlyList<int> Verified, Verdict Verdict)
{
    /// <summary>
    /// It was never verified, and the origin cannot be reached from here either: what it declares stands.
    /// </summary>
    public static readonly EndpointReadiness Declared = new(true, [], Verdict.Ok) { IsByDeclaration = true };

    private readonly int[] _verified = [.. Verified];

    /// <inheritdoc cref="EndpointReadiness"/>
    public IReadOnlyList<int> Verified
    {
        get => _verified;
        init => _verified = [.. value];
    }

    /// <summary>True where it counts as having everything that it declares.</summary>
    public bool IsByDeclaration { get; private init; }

    /// <summary>The verified generation of a root; 0 = none.</summary>
    public int VerifiedAt(int root) => (uint)root < (uint)_verified.Length ? _verified[root] : 0;
}

/// <summary>
/// What the crawler knows of a mirror for one repository, in the form that requests read. Immutable.
/// </summary>
/// <param name="shareFactor">Above 0, and below 1 for a while after a mirror comes back.</param>
/// <param name="endpoints">By <see cref="MirrorEndpoint.Index"/>, all of them; empty = the declarations stand.</param>
/// <param name="tooOld">Roots of which it shows a generation that was replaced longer ago than is allowed.</param>
public sealed class MirrorReadiness(
    double shareFactor, IReadOnlyList<EndpointReadiness?> endpoints, IReadOnlyList<int> tooOld)
{
    /// <summary>The declarations stand: nothing is crawled, or not this mirror.</summary>
    public static readonly MirrorReadiness Declared = new(1, [], []);

    /// <summary>Nothing was looked at yet, so nothing is certain.</summary>
    public static readonly MirrorReadiness NeverChecked = new(1, new EndpointReadiness?[MirrorEndpoint.Count], []);

    private readonly EndpointReadiness?[] _endpoints = endpoints.Count is 0 or MirrorEndpoint.Count
        ? [.. endpoints]
        : throw new ArgumentException($"{endpoints.Count} endpoints", nameof(endpoints));

    private readonly int[] _tooOld = [.. tooOld];

    public bool IsByDeclaration => _endpoints.Length == 0;

    public double ShareFactor { get; } = shareFactor is > 0 and <= 1
        ? shareFactor
        : throw new ArgumentOutOfRangeException(nameof(shareFactor), shareFactor, "Who gets nothing is not up.");

    /// <summary>Null = the mirror has no such endpoint, or it was never checked.</summary>
    public EndpointReadiness? Of(MirrorEndpoint endpoint) => IsByDeclaration ? null : _endpoints[endpoint.Index];

    /// <summary>True for a root of which the mirror shows a generation that was replaced too long ago.</summary>
    public bool IsTooOld(int root) => Array.IndexOf(_tooOld, root) >= 0;
}
