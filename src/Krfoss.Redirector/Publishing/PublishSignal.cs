using System.Threading.Channels;

namespace Krfoss.Redirector.Publishing;

/// <summary>
/// A bell: whoever changed something rings, the publisher wakes and looks for itself. Ringing ten times before it looks
/// makes one snapshot; nothing is carried, nothing can pile up.
/// </summary>
internal sealed class PublishSignal
{
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Comes back at once when it was rung since the last wait.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _bell.Reader.ReadAsync(cancellationToken);
}
