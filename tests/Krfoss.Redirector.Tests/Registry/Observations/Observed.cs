using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Registry.Observations;

/// <summary>Observations to write: a good check of one repository over one endpoint, and what goes with it.</summary>
internal static class Observed
{
    public const string Root = "dists/stable/InRelease";

    public static CheckRecord Check(DateTimeOffset at, string mirror = "one", string verdict = "ok") => new(
        at,
        mirror,
        "debian",
        "https4",
        Root,
        verdict,
        verdict switch { "ok" => CheckBearing.Good, "busy" => CheckBearing.None, _ => CheckBearing.Bad },
        200,
        12,
        1,
        LagSeconds: null,
        Generation: 7,
        Evidence: null);

    public static StateChangeRecord Change(DateTimeOffset at, string mirror = "one") =>
        new(at, mirror, "debian", "https4", "healthy", "away", "timeout", "GET /debian/ → nothing for 10 s");

    public static GenerationRecord Generation(
        long number, DateTimeOffset firstSeen, DateTimeOffset? replacedAt = null, byte[]? paths = null) =>
        new("debian", Root, number, new string('a', 64), firstSeen, replacedAt, "{\"size\":1}", paths);

    public static IndexPartRecord Part(string part, params byte[] entries) =>
        new("debian", Root, part, new string('b', 64), entries);

    public static MirrorStateRecord State(DateTimeOffset changedAt, string state, string mirror = "one") =>
        new(mirror, "debian", "https4", changedAt, state);
}
