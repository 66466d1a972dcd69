using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Publishing;

/// <summary>What was found out beside the catalog. Each follower changes its part, the publisher reads it.</summary>
internal sealed class CurrentFindings
{
    private readonly Lock _changing = new();
    private volatile NetworkFindings _value = NetworkFindings.None;

    public NetworkFindings Value => _value;

    /// <returns>True where a snapshot would be another one, so the publisher is to be rung.</returns>
    public bool Change(Func<NetworkFindings, NetworkFindings> change)
    {
        lock (_changing)
        {
            var before = _value;
            var after = change(before);
            if (after.IsSame(before)) return false;
            _value = after;
            return true;
        }
    }
}
