namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>The one volatile field between the publisher, who writes it, and requests, who read it once each.</summary>
public sealed class SnapshotStore(RoutingSnapshot first)
{
    private volatile RoutingSnapshot _current = first;

    public RoutingSnapshot Current => _current;

    /// <summary>Replaces the snapshot whole. Only the publisher calls this.</summary>
    public void Publish(RoutingSnapshot next) => _current = next;
}
