using System.Text.Json;
using System.Text.Json.Nodes;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Registry.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Lines;

/// <summary>Writes the whole registry as it is at one moment; who writes into it meanwhile is not held up.</summary>
internal static class LinesWriter
{
    public static async Task<int> WriteAsync(
        RegistryContext context, TextWriter output, CancellationToken cancellationToken)
    {
        await using var transaction = await ReadTransaction.BeginAsync(context, cancellationToken);
        var lines = 0;
        await WriteLineAsync(new JsonObject
        {
            ["kind"] = RegistryLines.FirstKind,
            ["version"] = RegistryLines.Version,
        });
        await WriteRowsAsync(context.Counters.OrderBy(r => r.Name));
        await WriteRowsAsync(context.CatalogRevisions.OrderBy(r => r.Revision));
        await WriteRowsAsync(context.Mirrors.OrderBy(r => r.Id));
        await WriteRowsAsync(context.Repositories.OrderBy(r => r.Id));
        await WriteRowsAsync(context.IndexRoots.OrderBy(r => r.Repository).ThenBy(r => r.Path));
        await WriteRowsAsync(context.Events.OrderBy(r => r.Id));
        await WriteRowsAsync(context.MirrorStates
            .OrderBy(r => r.Mirror).ThenBy(r => r.Repository).ThenBy(r => r.Endpoint));
        await WriteRowsAsync(context.IndexGenerations
            .OrderBy(r => r.Repository).ThenBy(r => r.Root).ThenBy(r => r.Number));
        await WriteRowsAsync(context.IndexParts.OrderBy(r => r.Repository).ThenBy(r => r.Root).ThenBy(r => r.Part));
        await WriteRowsAsync(context.StateChanges.OrderBy(r => EF.Property<long>(r, ObservationModel.Number)));
        await WriteRowsAsync(context.Complaints.OrderBy(r => r.Mirror).ThenBy(r => r.Minute).ThenBy(r => r.Repository));
        await WriteRowsAsync(context.CheckHours.OrderBy(r => r.Mirror).ThenBy(r => r.Hour)
            .ThenBy(r => r.Repository).ThenBy(r => r.Endpoint).ThenBy(r => r.Verdict));
        await WriteRowsAsync(context.Checks.OrderBy(r => EF.Property<long>(r, ObservationModel.Number)));
        await WriteRowsAsync(context.ContentTallies
            .OrderBy(r => r.Day).ThenBy(r => r.Repository).ThenBy(r => r.Mirror).ThenBy(r => r.Client));
        await WriteRowsAsync(context.PlaceTallies.OrderBy(r => r.Day)
            .ThenBy(r => r.Mirror).ThenBy(r => r.Network).ThenBy(r => r.Country).ThenBy(r => r.Region));
        await WriteLineAsync(new JsonObject { ["kind"] = RegistryLines.EndKind, ["lines"] = lines });
        await output.FlushAsync(cancellationToken);
        return lines;

        async Task WriteRowsAsync<T>(IQueryable<T> rows)
            where T : class
        {
            var kind = RegistryLines.Kinds.Single(k => k.Value == typeof(T)).Key;
            await foreach (var row in rows.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var line = new JsonObject { ["kind"] = kind };
                foreach (var (key, value) in JsonSerializer.SerializeToNode(row, RegistryLines.Options)!.AsObject())
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
            await output.WriteAsync($"{line.ToJsonString(RegistryLines.Options)}\n".AsMemory(), cancellationToken);
            lines++;
        }
    }
}
