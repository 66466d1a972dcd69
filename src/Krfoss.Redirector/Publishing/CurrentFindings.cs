using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Publishing;

/// <summary>What was found out about networks. The network follower sets it, the publisher reads it.</summary>
internal sealed class CurrentFindings
{
    private volatile NetworkFindings _value = NetworkFindings.None;

    public NetworkFindings Value
    {
        get => _value;
        set => _value = value;
    }
}
