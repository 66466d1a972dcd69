using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Lines;

/// <summary>Puts lines in the place of everything that the registry holds: all of them, or none.</summary>
internal static class LinesReader
{
    private const int BatchRows = 500;

    public static async Task<RegistryImport> ReadAsync(
        RegistryContext context, TextReader input, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var before = await RevisionCounter.RaiseAsync(context, cancellationToken);
        await ClearAsync(context, cancellationToken);
        var (rows, number, lines, isEnded) = (0, 0, 0, false);
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (isEnded) return new(0, number, "a line stands behind the end");
            lines++;
            var (row, problem) = Parse(line, isFirst: number == 1);
            if (problem is not null) return new(0, number, problem);
            if (row is null) continue;
            if (row is EndLine end)
            {
                if (end.Lines != lines - 1)
                    return new(0, number, $"{end.Lines} lines should stand above, not {lines - 1}");
                isEnded = true;
                continue;
            }

            if (row is CounterRow { Name: CounterRow.Revision } counter)
            {
                // Nodes must notice the import, so the counter passes both what was here and what comes.
                await RevisionCounter.RaiseAsync(context, cancellationToken, Math.Max(before, counter.Value));
                continue;
            }

            if (!TryAdd(context, row)) return new(0, number, "a row with the same key stands above");
            if (++rows % BatchRows == 0 && await SaveAsync(context, cancellationToken) is { } failed)
                return new(0, number, failed);
        }

        if (number == 0) return new(0, 1, "there is nothing here; give the lines that 'registry export' wrote");
        if (!isEnded) return new(0, number, "the last line is missing: the lines were cut off");
        if (await SaveAsync(context, cancellationToken) is { } lastFailed) return new(0, number, lastFailed);
        await transaction.CommitAsync(cancellationToken);
        return new(rows, 0, null);
    }

    private static (object? Row, string? Problem) Parse(string line, bool isFirst)
    {
        try
        {
            if (JsonNode.Parse(line) is not JsonObject json || (string?)json["kind"] is not { } kind)
                return (null, "not a JSON object with a kind");
            json.Remove("kind");
            if (isFirst != (kind is RegistryLines.FirstKind))
                return (null, "the first line, and only that, must have the kind registry");
            if (isFirst)
                return (int?)json["version"] == RegistryLines.Version
                    ? default
                    : (null, $"written by another version; this program reads version {RegistryLines.Version}");
            if (!RegistryLines.Kinds.TryGetValue(kind, out var type))
                return (null, $"unknown kind '{kind}'; was it written by a newer program?");
            if (json.Remove("event", out var word)) json["kind"] = word;
            return (json.Deserialize(type, RegistryLines.Options), null);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return (null, e.Message);
        }
    }

    private static bool TryAdd(RegistryContext context, object row)
    {
        try
        {
            context.Add(row);
            return true;
        }
        catch (InvalidOperationException)
        {
            // EF has no question for "is this key tracked" that does not know the row's type.
            return false;
        }
    }

    private static async Task<string?> SaveAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            context.ChangeTracker.Clear();
            return null;
        }
        catch (DbUpdateException e) when (e.InnerException is DbException { IsTransient: false } inner)
        {
            return $"these rows or ones before them do not fit: {inner.Message}";
        }
    }

    private static async Task ClearAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        await Clear(context.CatalogRevisions);
        await Clear(context.Mirrors);
        await Clear(context.Repositories);
        await Clear(context.IndexRoots);
        await Clear(context.Events);
        await Clear(context.MirrorStates);
        await Clear(context.IndexGenerations);
        await Clear(context.IndexParts);
        await Clear(context.StateChanges);
        await Clear(context.Complaints);
        await Clear(context.CheckHours);
        await Clear(context.Checks);
        await Clear(context.ContentTallies);
        await Clear(context.PlaceTallies);
        await Clear(context.Counters.Where(c => c.Name != CounterRow.Revision));

        Task Clear<T>(IQueryable<T> rows) => rows.ExecuteDeleteAsync(cancellationToken);
    }
}
