using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>Everything operators declare, after reading and checking. Immutable; holds nothing observed.</summary>
public sealed record CatalogDefinition(
    SiteDefinition Site,
    SelectionDefinition Selection,
    IReadOnlyList<NetworkDefinition> Networks,
    IReadOnlyList<PlaceDefinition> Places,
    IReadOnlyList<RepositoryDefinition> Repositories,
    IReadOnlyList<MirrorDefinition> Mirrors)
{
    public static readonly CatalogDefinition Empty = new(new(), new(), [], [], [], []);
}

/// <summary>The network of mirrors as a whole.</summary>
/// <param name="Name">Name of the network of mirrors, shown to people.</param>
/// <param name="Url">Public address of this redirector; null = not declared.</param>
/// <param name="DefaultCountry">ISO 3166-1 alpha-2 for clients whose country is unknown.</param>
public sealed record SiteDefinition(string Name = "ROKFOSS", Uri? Url = null, string DefaultCountry = "KR");

/// <summary>How mirrors are chosen; every value has a default.</summary>
/// <param name="NearKm">How wide "as near as the nearest" is, and how fast the share falls inside, in km.</param>
/// <param name="NetworkBonusKm">A mirror in the client's own network counts as so many km nearer.</param>
/// <param name="Spill">Share of requests, 0–1, for the next nearest group of the same country.</param>
public sealed record SelectionDefinition(double NearKm = 25, double NetworkBonusKm = 20, double Spill = 0.05);

/// <summary>An internet provider: several autonomous systems under one name.</summary>
/// <param name="Peer">
/// The systems are those of a research network's members: nearer to each other than to the rest, but not one owner's.
/// </param>
public sealed record NetworkDefinition(string Id, string Name, IReadOnlyList<uint> Asns, bool Peer = false);

/// <summary>A correction where GeoIP is wrong; the longest netblock wins.</summary>
public sealed record PlaceDefinition(IReadOnlyList<IpPrefix> Netblocks, GeoPlace Place);

/// <summary>A repository that mirrors carry: where clients ask for it and who owns its metadata.</summary>
/// <param name="Path">URL path prefix, starts with a slash, no slash at the end.</param>
/// <param name="Origin">Base URL without a slash at the end; the repository's files stand below it.</param>
/// <param name="MaxLag">Older mirrors get no traffic; null = the crawler's default.</param>
/// <param name="Probe">Index roots or files that the crawler looks at, relative to the repository.</param>
public sealed record RepositoryDefinition(
    string Id,
    RepositoryFormat Format,
    string Path,
    Uri Origin,
    TimeSpan? MaxLag,
    IReadOnlyList<AliasDefinition> Aliases,
    IReadOnlyList<string> Probe)
{
    /// <summary>
    /// File with the OpenPGP keys that may sign the index roots, relative to the catalog's; null = nothing is verified.
    /// </summary>
    public string? Keyring { get; init; }

    /// <summary>How clients of mirror lists call the repository's folders.</summary>
    public IReadOnlyList<ProductDefinition> Products { get; init; } = [];
}

/// <summary>Rewrites paths that old client set-ups ask for.</summary>
/// <param name="From">Regular expression (no backtracking) over the path inside the repository,
/// without leading slash.</param>
/// <param name="To">Absolute path of another (or the same) repository, with <c>$1</c>… from the expression.</param>
public sealed record AliasDefinition(string From, string To);

/// <summary>A mirror as its operator declares it.</summary>
/// <param name="Urls">Base URLs, http or https, each without a slash at the end.</param>
public sealed record MirrorDefinition(
    string Id,
    string Name,
    LocationDefinition Location,
    IReadOnlyList<Uri> Urls,
    IReadOnlyList<MirrorRepositoryDefinition> Repositories)
{
    public SponsorDefinition? Sponsor { get; init; }

    public ContactDefinition? Contact { get; init; }

    /// <summary>Ids of <c>networks:</c> the mirror stands in.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Autonomous systems beside the named networks.</summary>
    public IReadOnlyList<uint> Asns { get; init; } = [];

    /// <summary>Declared bandwidth in Mbit/s; 0 = not declared.</summary>
    public int BandwidthMbps { get; init; }

    /// <summary>Relative share; 0 = drained, 100 = usual.</summary>
    public int Weight { get; init; } = 100;

    /// <summary>True or false: declared to answer over IPv6, or not to; null = not declared.</summary>
    public bool? IPv6 { get; init; }

    public bool OwnNetworkFirst { get; init; }

    public bool Cdn { get; init; }

    public bool Private { get; init; }

    public bool Monopoly { get; init; }

    public MonopolyFallback MonopolyFallback { get; init; }

    public IReadOnlyList<IpPrefix> Netblocks { get; init; } = [];

    /// <summary>Host names among the netblocks (NAT gateways); the host resolves them, Core never sees DNS.</summary>
    public IReadOnlyList<string> NetblockNames { get; init; } = [];

    /// <summary>Where a JSON list of further netblocks stands; null = nowhere. The host fetches it.</summary>
    public Uri? Subnets { get; init; }

    /// <summary>SHA-256 of the token that check-ins carry, lower-case hexadecimal; null = it cannot check in.</summary>
    public string? CheckInSha256 { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes; empty = every country.</summary>
    public IReadOnlyList<string> CountriesAllowed { get; init; } = [];

    public TimeSpan? UpdateFrequency { get; init; }

    /// <summary>Bytes a day the operator wants to give; null = unlimited.</summary>
    public long? DailyCapBytes { get; init; }

    public PauseDefinition? Paused { get; init; }
}

/// <summary>Who serves the clients of a monopoly mirror while that is out of service.</summary>
public enum MonopolyFallback
{
    /// <summary>The public mirrors, as if there were no monopoly.</summary>
    Public,

    /// <summary>The origin alone.</summary>
    Origin,
}

/// <summary>One repository on one mirror, whole or in part.</summary>
/// <param name="Path">Path below the mirror's base URLs, starts with a slash, no slash at the end.</param>
/// <param name="Include">Globs over the path inside the repository; empty = everything.</param>
/// <param name="Exclude">Globs that are left out again.</param>
public sealed record MirrorRepositoryDefinition(
    string Repository,
    string Path,
    IReadOnlyList<string> Include,
    IReadOnlyList<string> Exclude);

public sealed record LocationDefinition(string City, string Country, GeoPoint Point);

public sealed record SponsorDefinition(string Name, Uri? Url, Uri? Logo);

public sealed record ContactDefinition(string? Email, Uri? Webhook);

/// <summary>A mirror taken out by its operator for a while.</summary>
/// <param name="Reason">Why, in the operator's words.</param>
/// <param name="Until">First day on which the mirror is back; null = until the entry is removed.</param>
public sealed record PauseDefinition(string Reason, DateOnly? Until);
