using System.IO.Compression;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

/// <summary>Large files are read piece by piece, as long as they keep coming.</summary>
[Collection(Cli.ConsoleScene.Collection)]
public sealed class OpenedBodyTests : IAsyncLifetime
{
    private const int PieceBytes = 100_000;

    private readonly ManualTimeProvider _clock = new();
    private LoopbackOrigin _origin = null!;
    private ProbeClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await LoopbackOrigin.StartAsync();
        _client = FetchScene.Client(FetchScene.Options("127.0.0.0/8"), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task Deadline_is_renewed_while_data_keeps_coming()
    {
        // Each piece comes nine seconds after the one before: far beyond one deadline in all.
        using var more = new SemaphoreSlim(1);
        AnswerPieces(5, more);
        var (head, body) = await OpenAsync();
        Assert.Equal((ExchangeOutcome.Answered, 200), (head.Outcome, head.Status));
        await using (body)
        {
            for (var i = 0; i < 5; i++)
            {
                await body!.ReadExactlyAsync(new byte[PieceBytes], TestContext.Current.CancellationToken);
                _clock.Advance(TimeSpan.FromSeconds(9));
                more.Release();
            }

            Assert.Equal(0, await body!.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Data_that_stops_coming_ends_it()
    {
        using var more = new SemaphoreSlim(1);
        AnswerPieces(2, more);
        var (_, body) = await OpenAsync();
        await using (body)
        {
            await body!.ReadExactlyAsync(new byte[PieceBytes], TestContext.Current.CancellationToken);
            var next = body.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();
            _clock.Advance(TimeSpan.FromSeconds(10));
            var failure = await Assert.ThrowsAsync<BodyFailedException>(() => next);
            Assert.Equal(ExchangeOutcome.TooSlow, failure.Outcome);
        }
    }

    [Fact]
    public async Task Body_beyond_the_cap_ends_there()
    {
        using var more = new SemaphoreSlim(5);
        AnswerPieces(5, more);
        var (_, body) = await OpenAsync(ask => ask with { MaxBodyBytes = (3 * PieceBytes) + 1 });
        await using (body)
        {
            var failure = await Assert.ThrowsAsync<BodyFailedException>(
                () => body!.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
            Assert.Equal(ExchangeOutcome.TooLarge, failure.Outcome);
        }
    }

    [Fact]
    public async Task Hundred_megabytes_are_read_in_little_memory()
    {
        const int Pieces = 1_000;
        using var more = new SemaphoreSlim(Pieces);
        AnswerPieces(Pieces, more);
        var (_, body) = await OpenAsync(ask => ask with { MaxBodyBytes = 200_000_000 });
        await using (body)
        {
            var piece = new byte[65_536];
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var (read, largest, measured) = (0L, 0L, 0L);
            while (await body!.ReadAsync(piece, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                read += count;
                if (read - measured < 10_000_000) continue;
                measured = read;
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - before);
            }

            Assert.Equal((long)Pieces * PieceBytes, read);
            Assert.InRange(largest, 0, 20_000_000);
        }
    }

    [Fact]
    public async Task Readers_that_read_step_by_step_get_what_a_stream_gives()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write("Package: a\n"u8);
        _origin.Answer("/a", context => context.Response.Body.WriteAsync(packed.ToArray()).AsTask());
        var (_, body) = await OpenAsync();
        using var reader = new StreamReader(new GZipStream(body!, CompressionMode.Decompress));
        Assert.Equal("Package: a", reader.ReadLine());
        Assert.Null(reader.ReadLine());
    }

    [Fact]
    public async Task Host_is_free_for_others_when_the_body_is_disposed()
    {
        using var more = new SemaphoreSlim(1);
        AnswerPieces(2, more);
        _origin.Put("/b", "b");
        var (_, body) = await OpenAsync();
        var other = _client.AskAsync(new(_origin.Url("/b")), TestContext.Current.CancellationToken);
        Assert.False(other.IsCompleted);
        await body!.DisposeAsync();
        Assert.True((await other).IsAnswered);
        Assert.Equal(0, _clock.WaitingTimers);
    }

    [Fact]
    public async Task Where_there_was_no_answer_there_is_no_body()
    {
        var (head, body) = await _client.OpenAsync(
            new(new("http://10.0.0.1/a")), TestContext.Current.CancellationToken);
        Assert.Null(body);
        Assert.Equal(ExchangeOutcome.AddressRefused, head.Outcome);
    }

    private void AnswerPieces(int count, SemaphoreSlim more) => _origin.Answer("/a", async context =>
    {
        var piece = new byte[PieceBytes];
        for (var i = 0; i < count; i++)
        {
            await more.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    });

    private Task<OpenedExchange> OpenAsync(Func<ProbeRequest, ProbeRequest>? adjust = null)
    {
        var request = new ProbeRequest(_origin.Url("/a"));
        return _client.OpenAsync(adjust?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }
}
