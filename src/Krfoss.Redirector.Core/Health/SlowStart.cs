namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// A mirror that came back gets its share in steps, so that a cold cache or a cause that is not cured meets few
/// clients first. In steps, so that a new snapshot is needed four times and not every second.
/// </summary>
public static class SlowStart
{
    private static readonly double[] Steps = [0.1, 0.25, 0.5, 0.75];

    /// <summary>
    /// What the mirror's weight is multiplied with, above 0 and at most 1. A mirror that has been up from the first has
    /// 1: when the service starts there is nobody else to carry the load. Says nothing of whether it takes traffic.
    /// </summary>
    public static double ShareFactor(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(health);
        var step = StepAt(health, now, policy);
        return step < Steps.Length ? Steps[step] : 1;
    }

    /// <summary>When <see cref="ShareFactor"/> changes next; null = it does not.</summary>
    public static DateTimeOffset? NextStep(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(health);
        var step = StepAt(health, now, policy);
        if (step >= Steps.Length || health.ReturnedAt is not { } returned) return null;
        // A return that lies ahead is left over from a clock that was set back; the next check puts it right.
        return (returned > now ? now : returned) + (policy.SlowStart / Steps.Length * (step + 1));
    }

    private static int StepAt(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        if (health.ReturnedAt is not { } returned || policy.SlowStart <= TimeSpan.Zero) return Steps.Length;
        var step = Math.Floor((now - returned) / (policy.SlowStart / Steps.Length));
        return (int)Math.Clamp(step, 0, Steps.Length);
    }
}
