namespace Krfoss.Redirector.Registry;

/// <summary>The closed list of words in <see cref="RegistryEvent.Kind"/>.</summary>
internal static class EventKinds
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";
    public const string Returned = "returned";
    public const string Paused = "paused";
    public const string Resumed = "resumed";
}

/// <summary>One line of a mirror's or a repository's history.</summary>
/// <param name="Kind">One of <see cref="EventKinds"/>.</param>
/// <param name="Mirror">Id of the mirror; null where it is about a repository alone.</param>
/// <param name="Repository">Id of the repository; null where it is about a mirror alone.</param>
internal sealed record RegistryEvent(DateTimeOffset At, string Kind, string? Mirror, string? Repository, string Text);

/// <summary>An index root learnt from what clients ask for.</summary>
/// <param name="Path">Path inside the repository, without leading slash.</param>
/// <param name="LastConfirmed">When the origin last had it; null = not checked yet.</param>
internal sealed record IndexRoot(
    string Repository, string Path, DateTimeOffset FirstAsked, DateTimeOffset? LastConfirmed);

/// <summary>What an import of JSON lines did: all of it, or nothing and why.</summary>
/// <param name="Rows">Rows written; 0 when there is a problem.</param>
/// <param name="Line">1-based line of the problem; 0 = none.</param>
internal sealed record RegistryImport(int Rows, int Line, string? Problem);
