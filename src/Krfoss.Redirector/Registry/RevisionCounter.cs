using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>The number that other nodes watch. Raising it locks its row until the transaction ends.</summary>
internal static class RevisionCounter
{
    public static Task<long> ReadAsync(RegistryContext context, CancellationToken cancellationToken) =>
        Row(context).Select(c => c.Value).SingleAsync(cancellationToken);

    public static async Task<long> RaiseAsync(
        RegistryContext context, CancellationToken cancellationToken, long atLeast = 0)
    {
        await Row(context).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Value, c => (c.Value > atLeast ? c.Value : atLeast) + 1), cancellationToken);
        return await ReadAsync(context, cancellationToken);
    }

    private static IQueryable<CounterRow> Row(RegistryContext context) =>
        context.Counters.Where(c => c.Name == CounterRow.Revision);
}
