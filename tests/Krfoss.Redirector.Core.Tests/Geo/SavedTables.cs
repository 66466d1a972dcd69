using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Geo;

/// <summary>Tables on their way to a file and back.</summary>
internal static class SavedTables
{
    public const string Key = "these databases";

    public static byte[] Bytes(GeoTable table)
    {
        using var saved = new MemoryStream();
        table.Save(saved, Key);
        return saved.ToArray();
    }

    public static GeoTable LoadedAgain(GeoTable table) =>
        GeoTable.Load(new MemoryStream(Bytes(table)), Key)
        ?? throw new InvalidOperationException("The table does not fit its own key.");
}
