using System.Runtime.CompilerServices;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>A mirror that may serve a class of clients, as far as that does not depend on what they ask for.</summary>
/// <param name="Endpoint">
/// What the crawler knows of the endpoint that these clients are served by; null = the declaration stands.
/// </param>
/// <param name="IsComplete">It declares the whole repository.</param>
/// <param name="EffectiveKm">What is compared inside the tier, smaller is better.</param>
/// <param name="Handicap">
/// 1 / share, before shares are divided by their sum. Shares count from the nearest mirror of the tier on.
/// </param>
/// <param name="MirrorHash">The mirror's own, here so that it need not be fetched from there.</param>
public readonly record struct PreparedMirror(
    MirrorCandidate Candidate,
    EndpointReadiness? Endpoint,
    Tier Tier,
    bool IsOwnNetwork,
    bool IsComplete,
    double EffectiveKm,
    double Handicap,
    ulong MirrorHash);

/// <summary>
/// The mirrors of one repository that may serve one class of clients, in the order of choice: what every request of
/// the class would else work out anew. Immutable.
/// </summary>
/// <param name="mirrors">By tier and effective distance.</param>
/// <param name="isWhole">False where more mirrors follow that are not kept.</param>
/// <param name="widthKm">How much farther than the nearest counts as equally near; 0 = exactly as near.</param>
public sealed class PreparedOrder(
    RepositoryRoute route, ClientClass clients, PreparedMirror[] mirrors, bool isWhole, double widthKm)
{
    private const int BytesOfOrder = 112;

    public RepositoryRoute Route { get; } = route;

    public ClientClass Clients { get; } = clients;

    public bool IsWhole { get; } = isWhole;

    public double WidthKm { get; } = widthKm;

    public ReadOnlySpan<PreparedMirror> Mirrors => mirrors;

    /// <summary>About what it keeps in memory.</summary>
    public long Bytes { get; } = BytesOfOrder + ((long)Unsafe.SizeOf<PreparedMirror>() * mirrors.Length);
}
