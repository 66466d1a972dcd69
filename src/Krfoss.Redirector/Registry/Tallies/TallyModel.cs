using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Tallies;

/// <summary>
/// Keys of what was counted. They begin with the day, by which rows are asked for and deleted; all else of a report is
/// summed up from the days' rows.
/// </summary>
internal static class TallyModel
{
    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ContentTallyRecord>().HasKey(r => new { r.Day, r.Repository, r.Mirror, r.Client });
        modelBuilder.Entity<PlaceTallyRecord>()
            .HasKey(r => new { r.Day, r.Mirror, r.Network, r.Country, r.Region });
    }
}
