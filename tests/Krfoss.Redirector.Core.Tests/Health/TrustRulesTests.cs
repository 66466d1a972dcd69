using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class TrustRulesTests
{
    private const OriginState Unknown = OriginState.Unknown;
    private const OriginState Reachable = OriginState.Reachable;
    private const OriginState Unreachable = OriginState.Unreachable;

    /// <summary>All thirty cases: (health, verified) by what is known of the origin.</summary>
    public static TheoryData<HealthState, bool, OriginState, Trust> Cases => new()
    {
        // At first start: nothing was checked. The declarations stand only where the origin is out of reach too.
        { HealthState.Unknown, false, Unknown, Trust.Withhold },
        { HealthState.Unknown, false, Reachable, Trust.Withhold },
        { HealthState.Unknown, false, Unreachable, Trust.ServeByDeclaration },

        // A generation was verified, but the health of this endpoint is not known: it was declared lately.
        { HealthState.Unknown, true, Unknown, Trust.Withhold },
        { HealthState.Unknown, true, Reachable, Trust.Withhold },
        { HealthState.Unknown, true, Unreachable, Trust.ServeByDeclaration },

        // It answers, but nobody has seen that it has what it lists.
        { HealthState.Up, false, Unknown, Trust.Withhold },
        { HealthState.Up, false, Reachable, Trust.Withhold },
        { HealthState.Up, false, Unreachable, Trust.ServeByDeclaration },
        { HealthState.Doubtful, false, Unknown, Trust.Withhold },
        { HealthState.Doubtful, false, Reachable, Trust.Withhold },
        { HealthState.Doubtful, false, Unreachable, Trust.ServeByDeclaration },

        // The last verdicts stand, whatever the origin does.
        { HealthState.Up, true, Unknown, Trust.Serve },
        { HealthState.Up, true, Reachable, Trust.Serve },
        { HealthState.Up, true, Unreachable, Trust.Serve },
        { HealthState.Doubtful, true, Unknown, Trust.Serve },
        { HealthState.Doubtful, true, Reachable, Trust.Serve },
        { HealthState.Doubtful, true, Unreachable, Trust.Serve },
        { HealthState.Down, true, Unknown, Trust.Withhold },
        { HealthState.Down, true, Reachable, Trust.Withhold },
        { HealthState.Down, true, Unreachable, Trust.Withhold },
        { HealthState.Down, false, Unknown, Trust.Withhold },
        { HealthState.Down, false, Reachable, Trust.Withhold },
        { HealthState.Down, false, Unreachable, Trust.Withhold },
        { HealthState.HoldDown, true, Unknown, Trust.Withhold },
        { HealthState.HoldDown, true, Reachable, Trust.Withhold },
        { HealthState.HoldDown, true, Unreachable, Trust.Withhold },
        { HealthState.HoldDown, false, Unknown, Trust.Withhold },
        { HealthState.HoldDown, false, Reachable, Trust.Withhold },
        { HealthState.HoldDown, false, Unreachable, Trust.Withhold },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Whom_to_trust(HealthState health, bool wasVerified, OriginState origin, Trust trust) =>
        Assert.Equal(trust, TrustRules.Decide(origin, health, wasVerified));

    [Fact]
    public void No_case_is_missing() =>
        Assert.Equal(2 * Enum.GetValues<HealthState>().Length * Enum.GetValues<OriginState>().Length, Cases.Count);
}
