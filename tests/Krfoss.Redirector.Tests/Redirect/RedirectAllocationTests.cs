using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Krfoss.Redirector.Tests.Processes;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>
/// What a redirect leaves behind for the garbage collector, the web server's own part included. Counted for the whole
/// process, so in one of its own, in which nothing else allocates.
/// </summary>
public sealed class RedirectAllocationTests
{
    private const int MostRounds = 100;
    private const int Requests = 2_000;

    [Fact]
    public async Task Plain_redirects_leave_next_to_nothing() => await AssertLeftAsync("", mostBytes: 40);

    [Fact]
    public async Task Redirects_of_the_web_server_leave_their_headers() =>
        await AssertLeftAsync("TE: trailers\r\n", mostBytes: 2_000);

    private async Task AssertLeftAsync(
        string header, int mostBytes, [CallerMemberName] string method = "")
    {
        if (!InlineProcess.IsThis)
        {
            await InlineProcess.RunAsync(GetType(), method);
            return;
        }

        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        byte[][] requests =
        [
            .. Enumerable.Range(0, 8_000).Select(i => Encoding.ASCII.GetBytes(
                $"GET /rocky/9/os/Packages/h/hello-{i}-3.x86_64.rpm HTTP/1.1\r\nHost: x\r\n{header}"
                + $"User-Agent: Debian APT-HTTP/1.3 (2.6.1)\r\nX-Forwarded-For: 121.128.{i / 250}.{i % 250}\r\n\r\n")),
        ];
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, redirector.Address.Port);
        var answer = new byte[8_192];
        string seen;
        var rounds = 0;
        do
        {
            // Workers that start beside the first rounds allocate too; one round without them is enough.
            var (bytes, older) = (GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(1));
            Ask(Requests);
            var each = (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)Requests;
            if (each <= mostBytes && GC.CollectionCount(1) == older) return;
            seen = $"{each:F1} B for each redirect, {mostBytes} B at most are allowed; "
                + $"{GC.CollectionCount(1) - older} collections of more than the youngest";
        }
        while (++rounds < MostRounds);
        Assert.Fail(seen);

        void Ask(int count)
        {
            for (var i = 0; i < count; i++)
            {
                socket.Send(requests[i % requests.Length]);
                var length = 0;
                while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                    length += socket.Receive(answer.AsSpan(length));
                Assert.True(answer.AsSpan().StartsWith("HTTP/1.1 302 "u8));
            }
        }
    }
}
