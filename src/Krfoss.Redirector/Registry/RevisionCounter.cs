using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>The number that other nodes watch. Raising it locks its row until the transaction ends.</summary>
internal static class RevisionCounter
{
    public static async Task<long> RaiseAsync(RegistryContext context, CancellationToken cancellationToken, long atLeast = 0)
    {
        var counter = context.Counters.Where(c => c.Name == CounterRow.Revision);
        await counter.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.Value, c => (c.Value > atLeast ? c.Value : atLeast) + 1), cancellationToken);
        return await counter.Select(c => c.Value).SingleAsync(cancellationToken);
    }
}
