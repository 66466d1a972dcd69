using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Snapshots;

public sealed class PreparedOrdersTests
{
    private static readonly RepositoryRoute Debian =
        new(new("debian", RepositoryFormat.Apt, "/debian", new("https://origin.example/debian"), null, [], []), []);

    [Fact]
    public void An_order_is_found_by_its_repository_and_its_clients()
    {
        var orders = new PreparedOrders();
        var other = new RepositoryRoute(Debian.Definition, []) { Number = 1 };
        var seoul = new ClientClass(Place(), 4766, NeedsHttps: true, NeedsIPv6: false);
        var order = Order(seoul);
        Assert.Null(orders.Find(Debian, seoul));
        orders.Add(order);
        Assert.Same(order, orders.Find(Debian, seoul));
        Assert.Null(orders.Find(other, seoul));
        Assert.Null(orders.Find(Debian, seoul with { Asn = 0 }));
        Assert.Null(orders.Find(Debian, seoul with { NeedsHttps = false }));
        Assert.Null(orders.Find(Debian, seoul with { NeedsIPv6 = true }));
        Assert.Null(orders.Find(Debian, seoul with { Place = Place() }));
    }

    [Fact]
    public void The_same_order_is_kept_once()
    {
        var orders = new PreparedOrders();
        var clients = new ClientClass(Place(), 0, NeedsHttps: false, NeedsIPv6: false);
        var first = Order(clients);
        orders.Add(first);
        orders.Add(Order(clients));
        Assert.Same(first, orders.Find(Debian, clients));
        Assert.Equal(1, orders.Count);
    }

    [Fact]
    public void Orders_are_found_while_room_for_more_is_made()
    {
        var orders = new PreparedOrders();
        ClientClass[] all = [.. Enumerable.Range(1, 20_000).Select(asn => ClassOf((uint)asn))];
        foreach (var clients in all)
        {
            orders.Add(Order(clients));
            Assert.NotNull(orders.Find(Debian, clients));
        }

        // Eight that want the same slots are rare; then one makes room.
        var found = all.Count(clients => orders.Find(Debian, clients) is not null);
        Assert.InRange(found, 19_900, 20_000);
        Assert.Equal(found, orders.Count);
    }

    [Fact]
    public void Memory_is_bounded_whatever_is_asked_for()
    {
        const long most = 200_000;
        var orders = new PreparedOrders(most);
        for (var asn = 1u; asn <= 50_000; asn++)
        {
            orders.Add(Order(ClassOf(asn)));
            Assert.True(orders.Bytes <= most + 65_536, $"{orders.Bytes} bytes");
            Assert.NotNull(orders.Find(Debian, ClassOf(asn)));
        }

        Assert.InRange(orders.Count, 1, (int)(most / Order(ClassOf(1)).Bytes));
    }

    [Fact]
    public async Task Whoever_reads_beside_writers_gets_the_right_order_or_none()
    {
        var orders = new PreparedOrders(100_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() =>
        {
            for (var i = 0; i < 50_000; i++)
            {
                var clients = ClassOf((uint)((i * 7) + writer) % 3_000);
                if (orders.Find(Debian, clients) is { } found) Assert.Equal(clients, found.Clients);
                else orders.Add(Order(clients));
            }
        })));
        Assert.True(orders.Count > 0);
    }

    private static readonly GeoPlace Shared = Place();

    private static ClientClass ClassOf(uint asn) => new(Shared, asn, NeedsHttps: false, NeedsIPv6: false);

    private static GeoPlace Place() => new("KR", "Seoul", new(37.5665, 126.9780), 5);

    private static PreparedOrder Order(ClientClass clients) => new(Debian, clients, [], isWhole: true, widthKm: 25);
}
