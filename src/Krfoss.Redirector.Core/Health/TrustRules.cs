namespace Krfoss.Redirector.Core.Health;

/// <summary>What we know of an origin.</summary>
public enum OriginState
{
    /// <summary>Not looked at yet.</summary>
    Unknown,

    Reachable,

    Unreachable,
}

/// <summary>May clients be sent to a mirror?</summary>
public enum Trust
{
    /// <summary>No; others or the origin serve.</summary>
    Withhold,

    /// <summary>Yes, for what its verified generation holds.</summary>
    Serve,

    /// <summary>Yes, for what it declares: nothing speaks against it, and we cannot do better.</summary>
    ServeByDeclaration,
}

/// <summary>
/// Rule 3 of the interface: a mirror that was never verified gets nothing as long as the origin answers us; when we
/// cannot reach the origin either, it is we who are cut off, and the last verdicts, at first start the declarations,
/// stand.
/// </summary>
public static class TrustRules
{
    /// <summary>
    /// <para>What was found bad stays out, whatever the origin does: that is its last verdict. What was found good and
    /// verified stays in, also while nobody has looked at the origin yet, as after a restart.</para>
    /// <para>All others, up but never verified, or not checked to an end, hang on the origin. While it is not yet known
    /// whether it answers, they wait: the origin, which has every file, is looked at first, within seconds.</para>
    /// </summary>
    /// <param name="wasVerified">
    /// A generation of the repository was verified at this mirror, by samples of its packages, at any time.
    /// </param>
    public static Trust Decide(OriginState origin, HealthState health, bool wasVerified) => health switch
    {
        HealthState.Down or HealthState.HoldDown => Trust.Withhold,
        HealthState.Up or HealthState.Doubtful when wasVerified => Trust.Serve,
        _ => origin == OriginState.Unreachable ? Trust.ServeByDeclaration : Trust.Withhold,
    };
}
