using Krfoss.Redirector.Systemd;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Systemd;

public sealed class NotifySocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_message_arrives_at_a_path()
    {
        using var manager = new FakeManager(_folder.File("notify"));
        Assert.True(NotifySocket.Of(manager.Address)!.Tell("READY=1"));
        Assert.Equal("READY=1", await manager.NextAsync());
    }

    [Fact]
    public async Task A_message_arrives_at_a_name_without_a_path()
    {
        using var manager = new FakeManager($"@krfoss-test-{Guid.NewGuid():N}");
        Assert.True(NotifySocket.Of(manager.Address)!.Tell("STATUS=가"));
        Assert.Equal("STATUS=가", await manager.NextAsync());
    }

    [Fact]
    public void A_manager_that_is_gone_is_no_error() =>
        Assert.False(NotifySocket.Of(_folder.File("nobody"))!.Tell("READY=1"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("relative/path")]
    [InlineData("vsock:2:1234")]
    public void What_is_no_address_of_a_manager_is_none(string? address) => Assert.Null(NotifySocket.Of(address));

    [Fact]
    public void A_path_that_is_too_long_for_a_socket_is_none() =>
        Assert.Null(NotifySocket.Of("/" + new string('x', 200)));

    public void Dispose() => _folder.Dispose();
}
