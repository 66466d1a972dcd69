using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// The time of each mirror's last check-in, as counters named <c>checkin/{id}</c> in milliseconds since 1970: a number
/// that only grows, one row a mirror however often it checks in.
/// </summary>
internal static class CheckInRecord
{
    private const string Prefix = "checkin/";

    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(
        RegistryContext context, CancellationToken cancellationToken)
    {
        var rows = await context.Counters.AsNoTracking()
            .Where(row => row.Name.StartsWith(Prefix)).ToListAsync(cancellationToken);
        return rows.ToDictionary(
            row => row.Name[Prefix.Length..],
            row => DateTimeOffset.FromUnixTimeMilliseconds(row.Value),
            StringComparer.Ordinal);
    }

    public static async Task<int> WriteAsync(
        RegistryContext context,
        IReadOnlyDictionary<string, DateTimeOffset> checkIns,
        CancellationToken cancellationToken)
    {
        foreach (var (mirror, at) in checkIns)
        {
            var name = Prefix + mirror;
            var value = at.ToUnixTimeMilliseconds();
            var row = await context.Counters.FindAsync([name], cancellationToken);
            if (row is null) context.Counters.Add(new() { Name = name, Value = value });
            else if (row.Value < value) row.Value = value;
        }

        await context.SaveChangesAsync(cancellationToken);
        return checkIns.Count;
    }
}
