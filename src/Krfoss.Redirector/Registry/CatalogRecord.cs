using Krfoss.Redirector.Core.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// Writes one catalog into the registry in one transaction. The revision counter is raised first: its row lock lets
/// several nodes import the same catalog at the same time, and the second one finds the work done.
/// </summary>
internal sealed class CatalogRecord(RegistryContext context, DateTimeOffset now)
{
    private long _revision;

    public async Task<long> WriteAsync(
        CatalogDefinition catalog, string sha256, int warnings, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        _revision = await RevisionCounter.RaiseAsync(context, cancellationToken);
        var last = await context.CatalogRevisions
            .OrderByDescending(r => r.Revision)
            .FirstOrDefaultAsync(cancellationToken);
        if (last is not null && string.Equals(last.Sha256, sha256, StringComparison.Ordinal))
        {
            await transaction.RollbackAsync(cancellationToken);
            return last.Revision;
        }

        await RecordMirrorsAsync(catalog.Mirrors, cancellationToken);
        await RecordRepositoriesAsync(catalog.Repositories, cancellationToken);
        context.CatalogRevisions.Add(new()
        {
            Revision = _revision,
            Sha256 = sha256,
            ImportedAt = now,
            Mirrors = catalog.Mirrors.Count,
            Repositories = catalog.Repositories.Count,
            Warnings = warnings,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return _revision;
    }

    private async Task RecordMirrorsAsync(IReadOnlyList<MirrorDefinition> mirrors, CancellationToken cancellationToken)
    {
        var rows = await context.Mirrors.ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, cancellationToken);
        foreach (var mirror in mirrors)
        {
            var json = DefinitionJson.Write(mirror);
            PauseDefinition? pauseBefore = null;
            if (rows.Remove(mirror.Id, out var row))
            {
                if (NewsOf(row, json) is var (kind, text)) NoteMirror(kind, mirror.Id, text);
                if (row.RemovedAt is null) pauseBefore = DefinitionJson.Read<MirrorDefinition>(row.Definition)?.Paused;
                row.Name = mirror.Name;
                Keep(row, json);
            }
            else
            {
                var first = new MirrorRow { Id = mirror.Id, Name = mirror.Name, Definition = json, FirstSeen = now };
                context.Mirrors.Add(first);
                Keep(first, json);
                NoteMirror(EventKinds.Added, mirror.Id,
                    $"{mirror.Name} in {mirror.Location.City}, {mirror.Location.Country}");
            }

            NotePause(mirror.Id, pauseBefore, mirror.Paused);
        }

        foreach (var gone in rows.Values.Where(r => r.RemovedAt is null))
        {
            Bury(gone);
            NoteMirror(EventKinds.Removed, gone.Id, gone.Name);
        }
    }

    private async Task RecordRepositoriesAsync(
        IReadOnlyList<RepositoryDefinition> repositories, CancellationToken cancellationToken)
    {
        var rows = await context.Repositories.ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, cancellationToken);
        foreach (var repository in repositories)
        {
            var json = DefinitionJson.Write(repository);
            if (rows.Remove(repository.Id, out var row))
            {
                if (NewsOf(row, json) is var (kind, text)) NoteRepository(kind, repository.Id, text);
                row.Path = repository.Path;
                Keep(row, json);
            }
            else
            {
                var first = new RepositoryRow
                {
                    Id = repository.Id,
                    Path = repository.Path,
                    Definition = json,
                    FirstSeen = now,
                };
                context.Repositories.Add(first);
                Keep(first, json);
                NoteRepository(EventKinds.Added, repository.Id, $"{repository.Path} from {repository.Origin}");
            }
        }

        foreach (var gone in rows.Values.Where(r => r.RemovedAt is null))
        {
            Bury(gone);
            NoteRepository(EventKinds.Removed, gone.Id, gone.Path);
        }
    }

    /// <summary>What there is to tell of a row that is declared again; a pause is told by its own events.</summary>
    private static (string Kind, string Text)? NewsOf(DeclaredRow row, string json)
    {
        var difference = DefinitionJson.Difference(row.Definition, json, except: "paused");
        if (row.RemovedAt is not null) return (EventKinds.Returned, difference);
        return difference.Length > 0 ? (EventKinds.Changed, difference) : null;
    }

    private void Keep(DeclaredRow row, string json)
    {
        var known = row.Revision > 0 && row.RemovedAt is null
            && string.Equals(row.Definition, json, StringComparison.Ordinal);
        if (!known) row.Revision = _revision;
        row.Definition = json;
        row.LastSeen = now;
        row.RemovedAt = null;
    }

    private void Bury(DeclaredRow row)
    {
        row.RemovedAt = now;
        row.Revision = _revision;
    }

    private void NotePause(string mirror, PauseDefinition? before, PauseDefinition? after)
    {
        if (before == after) return;
        if (after is null) NoteMirror(EventKinds.Resumed, mirror, before!.Reason);
        else NoteMirror(EventKinds.Paused, mirror,
            after.Until is { } day ? $"{after.Reason}, until {day:yyyy-MM-dd}" : after.Reason);
    }

    private void NoteMirror(string kind, string id, string text) =>
        context.Events.Add(new() { At = now, Kind = kind, Mirror = id, Text = text });

    private void NoteRepository(string kind, string id, string text) =>
        context.Events.Add(new() { At = now, Kind = kind, Repository = id, Text = text });
}
