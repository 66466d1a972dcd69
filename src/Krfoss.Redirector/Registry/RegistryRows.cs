namespace Krfoss.Redirector.Registry;

/// <summary>One catalog that was served: which content, when it came, how large it was.</summary>
internal sealed class CatalogRevisionRow
{
    public long Revision { get; set; }

    /// <summary>SHA-256 over all catalog files, lower-case hexadecimal.</summary>
    public required string Sha256 { get; set; }

    public DateTimeOffset ImportedAt { get; set; }

    public int Mirrors { get; set; }

    public int Repositories { get; set; }

    public int Warnings { get; set; }
}

/// <summary>What mirrors and repositories have in common: a declaration that came, stayed and may have gone.</summary>
internal abstract class DeclaredRow
{
    public required string Id { get; set; }

    /// <summary>The declaration as JSON (<see cref="DefinitionJson"/>).</summary>
    public required string Definition { get; set; }

    public DateTimeOffset FirstSeen { get; set; }

    /// <summary>The last import that declared it.</summary>
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>
    /// Null while it is declared. A removed row is kept as history and comes back to life when it is declared again.
    /// </summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>The revision that last added, changed, removed or returned it.</summary>
    public long Revision { get; set; }
}

internal sealed class MirrorRow : DeclaredRow
{
    public required string Name { get; set; }
}

internal sealed class RepositoryRow : DeclaredRow
{
    public required string Path { get; set; }
}

/// <summary>Something that happened to a mirror or a repository, for people to read.</summary>
internal sealed class EventRow
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    public required string Kind { get; set; }

    public string? Mirror { get; set; }

    public string? Repository { get; set; }

    public required string Text { get; set; }
}

/// <summary>An index root that no catalog names: a client asked for it and the origin had it.</summary>
internal sealed class IndexRootRow
{
    public required string Repository { get; set; }

    /// <summary>Path inside the repository, without leading slash.</summary>
    public required string Path { get; set; }

    public DateTimeOffset FirstAsked { get; set; }

    public DateTimeOffset? LastConfirmed { get; set; }
}

/// <summary>A number that only grows. "revision" tells other nodes that there is something new to read.</summary>
internal sealed class CounterRow
{
    public const string Revision = "revision";

    public required string Name { get; set; }

    public long Value { get; set; }
}
