namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>The order of choice, best first (rule 4 of the interface).</summary>
public enum Tier
{
    Monopoly,
    Netblock,
    OwnNetworkFirst,
    SameCountry,
    Foreign,

    /// <summary>Left out, or already taken.</summary>
    Out,
}
