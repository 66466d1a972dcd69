namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// The orders of one snapshot that were asked for so far. Readers take no lock; a writer that would have to wait gives
/// up, and the next request of the class tries again. Memory is bounded: what would be too much begins anew, and what
/// is still asked for is back with the next requests.
/// </summary>
/// <param name="maxBytes">So much is kept at the most, the slots not counted.</param>
public sealed class PreparedOrders(long maxBytes = PreparedOrders.UsualMaxBytes)
{
    public const long UsualMaxBytes = 32L * 1024 * 1024;

    /// <summary>Every order has so many slots to stand in.</summary>
    private const int Ways = 8;

    private const int FirstSlots = 256;
    private const int MostSlots = 65_536;

    private readonly Lock _writing = new();
    private volatile PreparedOrder?[] _slots = new PreparedOrder?[FirstSlots];
    private int _count;
    private long _bytes;

    public int Count => Volatile.Read(ref _count);

    /// <summary>About what they keep in memory.</summary>
    public long Bytes => Volatile.Read(ref _bytes) + ((long)_slots.Length * IntPtr.Size);

    /// <summary>The order for these clients; null = nobody prepared it yet.</summary>
    public PreparedOrder? Find(RepositoryRoute route, in ClientClass clients)
    {
        ArgumentNullException.ThrowIfNull(route);
        var slots = _slots;
        var hash = clients.HashFor(route.Number);
        for (var way = 0u; way < Ways; way++)
        {
            var order = Volatile.Read(ref slots[(hash + way) & (uint)(slots.Length - 1)]);
            if (order is null) return null;
            if (ReferenceEquals(order.Route, route) && order.Clients.Equals(clients)) return order;
        }

        return null;
    }

    /// <summary>Keeps an order, if that is possible without waiting.</summary>
    public void Add(PreparedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!_writing.TryEnter()) return;
        try
        {
            if (Find(order.Route, order.Clients) is null) Keep(order);
        }
        finally
        {
            _writing.Exit();
        }
    }

    private void Keep(PreparedOrder order)
    {
        if (_bytes + order.Bytes > maxBytes) Clear();
        if (_count > _slots.Length / 2 && _slots.Length < MostSlots) _slots = Grown();
        if (_count > _slots.Length / 2) Clear();
        if (TryPut(_slots, order))
        {
            _count++;
        }
        else
        {
            ref var slot = ref _slots[order.Clients.HashFor(order.Route.Number) & (uint)(_slots.Length - 1)];
            _bytes -= slot!.Bytes;
            Volatile.Write(ref slot, order);
        }

        _bytes += order.Bytes;
    }

    private void Clear()
    {
        _slots = new PreparedOrder?[FirstSlots];
        _count = 0;
        _bytes = 0;
    }

    private PreparedOrder?[] Grown()
    {
        var grown = new PreparedOrder?[_slots.Length * 4];
        foreach (var order in _slots)
        {
            if (order is null || TryPut(grown, order)) continue;
            _count--;
            _bytes -= order.Bytes;
        }

        return grown;
    }

    private static bool TryPut(PreparedOrder?[] slots, PreparedOrder order)
    {
        var hash = order.Clients.HashFor(order.Route.Number);
        for (var way = 0u; way < Ways; way++)
        {
            ref var slot = ref slots[(hash + way) & (uint)(slots.Length - 1)];
            if (slot is not null) continue;
            Volatile.Write(ref slot, order);
            return true;
        }

        return false;
    }
}
