using System.Collections.Frozen;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// What the host found out beside the catalog: where names of NAT gateways lead, what lists of subnets hold, which
/// private mirrors have not checked in, which mirrors have given enough for today. Immutable.
/// </summary>
/// <param name="Netblocks">Further netblocks by mirror id.</param>
/// <param name="Silent">Ids of private mirrors whose last check-in is too old.</param>
public sealed record NetworkFindings(
    IReadOnlyDictionary<string, IReadOnlyList<IpPrefix>> Netblocks, IReadOnlySet<string> Silent)
{
    public static readonly NetworkFindings None = new(
        FrozenDictionary<string, IReadOnlyList<IpPrefix>>.Empty, FrozenSet<string>.Empty);

    /// <summary>Ids of mirrors that have given their <c>daily_cap</c> on this day of their country.</summary>
    public IReadOnlySet<string> Spent { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The mirror with the netblocks that were found.</summary>
    public MirrorDefinition AddTo(MirrorDefinition mirror)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        return Netblocks.TryGetValue(mirror.Id, out var found) && found.Count > 0
            ? mirror with { Netblocks = [.. mirror.Netblocks, .. found] }
            : mirror;
    }

    /// <summary>True where a snapshot built from either would be the same.</summary>
    public bool IsSame(NetworkFindings other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Silent.SetEquals(other.Silent)
            && Spent.SetEquals(other.Spent)
            && Netblocks.Count == other.Netblocks.Count
            && Netblocks.All(mine => other.Netblocks.TryGetValue(mine.Key, out var theirs)
                && mine.Value.SequenceEqual(theirs));
    }
}

/// <summary>How long a check-in of a private mirror counts.</summary>
public static class CheckInRules
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    /// <summary>A day, or two of the mirror's own update intervals where that is longer.</summary>
    public static TimeSpan CountsFor(MirrorDefinition mirror)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        var twice = (mirror.UpdateFrequency ?? TimeSpan.Zero) * 2;
        return twice > Usual ? twice : Usual;
    }

    /// <summary>True for a private mirror that is out of service for want of a check-in.</summary>
    /// <param name="last">Null = it never checked in.</param>
    public static bool IsSilent(MirrorDefinition mirror, DateTimeOffset? last, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        return mirror.Private && (last is null || now - last > CountsFor(mirror));
    }
}
