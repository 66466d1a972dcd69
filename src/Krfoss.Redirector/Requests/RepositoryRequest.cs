using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Requests;

/// <summary>
/// A request for a path of a repository, resolved: which repository, which path in it, who asks, over what.
/// Everything is a place in <see cref="Target"/>, which is copied, never rebuilt.
/// </summary>
internal readonly record struct RepositoryRequest
{
    public required RoutingSnapshot Snapshot { get; init; }

    public required RepositoryRoute Route { get; init; }

    /// <summary>The request target as it came, or what an alias made of it; wishes and query included.</summary>
    public required string Target { get; init; }

    public required ClientWishes Wishes { get; init; }

    /// <summary>Length of the path in <see cref="Target"/>; the query begins behind it.</summary>
    public required int PathLength { get; init; }

    /// <summary>Where in <see cref="Target"/> the path below the repository begins, with its slash.</summary>
    public required int RestStart { get; init; }

    public required PathKind Kind { get; init; }

    public required IpNumber Address { get; init; }

    public required ClientLocation Location { get; init; }

    public required bool IsHttps { get; init; }

    /// <summary>True when only an https address will do.</summary>
    public bool NeedsHttps => IsHttps || Wishes.Has(WishKinds.Https);

    /// <summary>The whole path, wishes included, without the query.</summary>
    public ReadOnlySpan<char> Path => Target.AsSpan(0, PathLength);

    /// <summary>The path without the wishes in front of it: the same for everybody who asks for this file.</summary>
    public ReadOnlySpan<char> PublicPath => Target.AsSpan(Wishes.RestStart, PathLength - Wishes.RestStart);

    /// <summary>Path inside the repository without leading slash.</summary>
    public ReadOnlySpan<char> PathInRepository => SegmentPrefix.Rest(Path, RestStart);

    /// <summary>What is appended to a base URL: the rest of the path and the query.</summary>
    public ReadOnlySpan<char> Tail => Target.AsSpan(RestStart);

    /// <summary>The query without its question mark; empty where there is none.</summary>
    public ReadOnlySpan<char> Query => Target.Length > PathLength ? Target.AsSpan(PathLength + 1) : [];

    /// <summary>The question to the selector.</summary>
    public SelectionRequest ToSelection(int attempt = 1, in AvoidedMirrors avoided = default) => new()
    {
        Route = Route,
        Kind = Kind,
        Path = PathInRepository,
        Target = Path,
        Wishes = Wishes,
        Address = Address,
        Location = Location,
        IsHttps = IsHttps,
        Attempt = attempt,
        Avoided = avoided,
    };
}
