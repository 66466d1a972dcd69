using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.GeoData;

/// <summary>
/// Holds the table that requests read and what is known about it. Only <see cref="GeoWatcher"/> writes.
/// </summary>
internal sealed class GeoStore
{
    private volatile GeoTable _current = GeoTable.Empty;
    private volatile GeoStatus _status = GeoStatus.Nothing;

    /// <summary>Never null; read it once per request.</summary>
    public GeoTable Current => _current;

    public GeoStatus Status => _status;

    /// <summary>Contents of files that were refused since the start, for metrics.</summary>
    public long RejectedLoads => _status.RejectedLoads;

    /// <summary>Told after every look at the files, whatever came of it.</summary>
    public event EventHandler? Polled;

    public void Swap(GeoTable table, GeoStatus status)
    {
        _current = table;
        _status = status;
    }

    public void Report(GeoStatus status) => _status = status;

    public void TellPolled() => Polled?.Invoke(this, EventArgs.Empty);
}
