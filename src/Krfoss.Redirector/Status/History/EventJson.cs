using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Status.History;

/// <summary>Something that happened to a public mirror or a repository.</summary>
/// <param name="Kind">
/// state (a mirror went up or down for a repository), or what became of a declaration: added, changed, removed,
/// returned, paused, resumed.
/// </param>
/// <param name="Endpoint">http4, https4, http6 or https6; null where it is about a declaration.</param>
/// <param name="From">State before; null where it is about a declaration.</param>
/// <param name="Verdict">What was seen; null where it is about a declaration.</param>
/// <param name="Evidence">Request and head of the response of the check that decided; null = nothing failed.</param>
internal sealed record EventJson(
    DateTimeOffset At,
    string Kind,
    string? Mirror,
    string? Repository,
    string? Endpoint,
    string? From,
    string? To,
    string? Verdict,
    string TextEn,
    string TextKo,
    string? Evidence)
{
    public static EventJson Of(StateChangeRecord change)
    {
        var isKnown = VerdictWords.TryParse(change.Verdict, out var verdict);
        return new(
            change.At,
            "state",
            change.Mirror,
            change.Repository,
            change.Endpoint,
            change.From,
            change.To,
            change.Verdict,
            isKnown ? verdict.InEnglish() : change.Verdict,
            isKnown ? verdict.InKorean() : change.Verdict,
            change.Evidence);
    }

    /// <summary>What changed of a declaration is a list of its keys, the same in every language.</summary>
    public static EventJson Of(RegistryEvent one) => new(
        one.At,
        one.Kind,
        one.Mirror,
        one.Repository,
        null,
        null,
        null,
        null,
        one.Text,
        one.Text,
        null);
}
