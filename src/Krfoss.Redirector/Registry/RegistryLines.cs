using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// The whole registry as JSON lines, one object a line: <c>{"kind":"mirror",…}</c>, kinds named after the tables in
/// singular. The first line has the kind <c>registry</c> and the version of this form. It is how a registry is backed
/// up, read by other tools, and moved from SQLite to PostgreSQL.
/// </summary>
internal static class RegistryLines
{
    private const int Version = 1;
    private const int BatchRows = 500;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["counter"] = typeof(CounterRow),
        ["catalog_revision"] = typeof(CatalogRevisionRow),
        ["mirror"] = typeof(MirrorRow),
        ["repository"] = typeof(RepositoryRow),
        ["index_root"] = typeof(IndexRootRow),
        ["event"] = typeof(EventRow),
    };

    public static async Task<int> WriteAsync(
        RegistryContext context, TextWriter output, CancellationToken cancellationToken)
    {
        // One transaction, so that all lines are of one moment.
        await using var transaction = await context.Database.BeginTransactionAsync(
            System.Data.IsolationLevel.Serializable, cancellationToken);
        var lines = 0;
        await WriteLineAsync(new JsonObject { ["kind"] = "registry", ["version"] = Version });
        await WriteRowsAsync(context.Counters.OrderBy(r => r.Name));
        await WriteRowsAsync(context.CatalogRevisions.OrderBy(r => r.Revision));
        await WriteRowsAsync(context.Mirrors.OrderBy(r => r.Id));
        await WriteRowsAsync(context.Repositories.OrderBy(r => r.Id));
        await WriteRowsAsync(context.IndexRoots.OrderBy(r => r.Repository).ThenBy(r => r.Path));
        await WriteRowsAsync(context.Events.OrderBy(r => r.Id));
        await output.FlushAsync(cancellationToken);
        return lines;

        async Task WriteRowsAsync<T>(IQueryable<T> rows)
            where T : class
        {
            var kind = Kinds.Single(k => k.Value == typeof(T)).Key;
            await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var line = new JsonObject { ["kind"] = kind };
                foreach (var (key, value) in JsonSerializer.SerializeToNode(row, Options)!.AsObject())
                {
                    // An event's kind is a word of its own, and its number belongs to this database alone.
                    if (row is EventRow && key is "id") continue;
                    line[key is "kind" ? "event" : key] = value?.DeepClone();
                }

                await WriteLineAsync(line);
            }
        }

        async Task WriteLineAsync(JsonObject line)
        {
            await output.WriteAsync($"{line.ToJsonString(Options)}\n".AsMemory(), cancellationToken);
            lines++;
        }
    }

    public static async Task<RegistryImport> ReadAsync(
        RegistryContext context, TextReader input, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var before = await RevisionCounter.RaiseAsync(context, cancellationToken);
        await ClearAsync(context, cancellationToken);
        var (rows, number) = (0, 0);
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            var (row, problem) = Parse(line, isFirst: number == 1);
            if (problem is not null) return new(0, number, problem);
            if (row is null) continue;
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
            if (isFirst != (kind is "registry"))
                return (null, "the first line, and only that, must have the kind registry");
            if (isFirst)
                return (int?)json["version"] == Version
                    ? default
                    : (null, $"written by another version; this program reads version {Version}");
            if (!Kinds.TryGetValue(kind, out var type))
                return (null, $"unknown kind '{kind}'; was it written by a newer program?");
            if (json.Remove("event", out var word)) json["kind"] = word;
            return (json.Deserialize(type, Options), null);
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
        await context.CatalogRevisions.ExecuteDeleteAsync(cancellationToken);
        await context.Mirrors.ExecuteDeleteAsync(cancellationToken);
        await context.Repositories.ExecuteDeleteAsync(cancellationToken);
        await context.IndexRoots.ExecuteDeleteAsync(cancellationToken);
        await context.Events.ExecuteDeleteAsync(cancellationToken);
        await context.Counters.Where(c => c.Name != CounterRow.Revision).ExecuteDeleteAsync(cancellationToken);
    }
}
