using System.Text;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// Turns a record of any layout into plain values: <c>Dictionary&lt;string, object&gt;</c>,
/// <c>List&lt;object&gt;</c>, string, byte[], bool, double, float, ushort, uint, int, ulong, UInt128. For people
/// and tests; requests never come here.
/// </summary>
internal static class MmdbValueDecoder
{
    public static object Decode(MmdbSection section, int offset)
    {
        var budget = new MmdbBudget();
        return Value(section, ref offset, ref budget, 0);
    }

    private static object Value(MmdbSection section, ref int position, ref MmdbBudget budget, int depth)
    {
        if (depth > MmdbBudget.MaxDepth) throw section.Fault(position, "values are nested too deeply, or in a circle");
        var field = section.Read(ref position, ref budget);
        if (!field.IsContainer) return Scalar(section, field, ref budget);
        var inside = field.Direct ? position : field.Payload;
        object value = field.Type == MmdbType.Map
            ? Map(section, field.Size, ref inside, ref budget, depth)
            : List(section, field.Size, ref inside, ref budget, depth);
        if (field.Direct) position = inside;
        return value;
    }

    private static Dictionary<string, object> Map(
        MmdbSection section, int size, ref int position, ref MmdbBudget budget, int depth)
    {
        // No capacity from the file: a size is a claim until its entries have been read.
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < size; i++)
        {
            var at = position;
            var key = Encoding.UTF8.GetString(section.ReadKey(ref position, ref budget));
            var value = Value(section, ref position, ref budget, depth + 1);
            if (!map.TryAdd(key, value)) throw section.Fault(at, $"the key '{key}' stands twice in a map");
        }

        return map;
    }

    private static List<object> List(MmdbSection section, int size, ref int position, ref MmdbBudget budget, int depth)
    {
        var list = new List<object>();
        for (var i = 0; i < size; i++) list.Add(Value(section, ref position, ref budget, depth + 1));
        return list;
    }

    private static object Scalar(MmdbSection section, MmdbField field, ref MmdbBudget budget) => field.Type switch
    {
        MmdbType.Text => section.Text(field, ref budget),
        MmdbType.Bytes => section.Payload(field, ref budget).ToArray(),
        MmdbType.Boolean => field.Size == 1,
        MmdbType.Double => section.FloatingPoint(field),
        MmdbType.Float => (float)section.FloatingPoint(field),
        MmdbType.UInt16 => (ushort)section.Unsigned(field),
        MmdbType.UInt32 => (uint)section.Unsigned(field),
        MmdbType.Int32 => (int)(uint)section.Unsigned(field),
        MmdbType.UInt64 => (ulong)section.Unsigned(field),
        _ => section.Unsigned(field),
    };
}
