using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Krfoss.Redirector.Tests.Crawling.Following;

public sealed class OriginIndexReaderTests : IAsyncLifetime
{
    private const string Path = "/rocky/9/os/repodata/repomd.xml";
    private const string AtOrigin = "/pub/rocky/9/os/repodata/repomd.xml";
    private static readonly IndexRootState Unknown = new(null, default);

    private readonly ManualTimeProvider _clock = new();
    private LoopbackOrigin _origin = null!;
    private ProbeClient _client = null!;
    private readonly OriginReach _reach = new();
    private OriginIndexReader _reader = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await LoopbackOrigin.StartAsync();
        var options = FetchScene.Options("127.0.0.0/8");
        var store = FetchScene.Store(CatalogDefinition.Empty with
        {
            Repositories =
            [
                new("rocky", RepositoryFormat.Rpm, "/rocky", _origin.Url("/pub/rocky"), null, [], []),
                new("tools", RepositoryFormat.Plain, "/tools", _origin.Url("/tools"), null, [], ["latest/meta.conf"]),
            ],
        });
        _client = new(options, new(options.AllowedNetworks), store, _clock);
        _reader = new(new(_client, options, _clock), store, _reach, options, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public void A_path_is_placed_at_the_declared_origin()
    {
        var root = _reader.Place(Path)!;
        Assert.Equal(
            ("rocky", "9/os/repodata/repomd.xml", _origin.Url(AtOrigin)), (root.Repository, root.Path, root.Url));
    }

    [Fact]
    public void What_the_catalog_names_is_a_root_whatever_its_name() =>
        Assert.Equal(_origin.Url("/tools/latest/meta.conf"), _reader.Place("/tools/latest/meta.conf")?.Url);

    [Theory]
    [InlineData("/rocky/9/os/repodata/primary.xml.gz")]
    [InlineData("/tools/repodata/repomd.xml")]
    [InlineData("/gone/repodata/repomd.xml")]
    [InlineData("rocky/repodata/repomd.xml")]
    public void Other_paths_have_no_place(string path) => Assert.Null(_reader.Place(path));

    [Fact]
    public async Task What_the_origin_shows_is_known_and_looked_at_again_after_the_interval()
    {
        _origin.Put(AtOrigin, "one", new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        var (state, problem) = await LookAsync(Unknown);
        Assert.Equal("", problem);
        Assert.Equal(3, state.History!.Current.SizeBytes);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), state.NextLook);

        _clock.Advance(TimeSpan.FromMinutes(5));
        var (same, _) = await LookAsync(state);
        Assert.Same(state.History, same.History);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), same.NextLook);
        Assert.NotEmpty(_origin.Requests.Last().IfNoneMatch.ToString());

        _origin.Put(AtOrigin, "other");
        var (next, _) = await LookAsync(same);
        Assert.Equal(5, next.History!.Current.SizeBytes);
        Assert.Equal(3, Assert.Single(next.History.Older).SizeBytes);
    }

    [Fact]
    public async Task A_root_that_the_origin_does_not_have_is_left_alone_for_an_hour()
    {
        _origin.Put(AtOrigin, "one");
        var (known, _) = await LookAsync(Unknown);
        _origin.Remove(AtOrigin);
        var (state, _) = await LookAsync(known);
        Assert.Null(state.History);
        Assert.Equal(_clock.GetUtcNow().AddHours(1), state.NextLook);
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(200, "")]
    public async Task A_failure_changes_nothing_of_what_is_known(int status, string body)
    {
        _origin.Put(AtOrigin, "one");
        var (known, _) = await LookAsync(Unknown);
        _origin.Answer(AtOrigin, context =>
        {
            // Who names a time is not asked again within the same look.
            context.Response.Headers.RetryAfter = "30";
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        var (state, problem) = await LookAsync(known);
        Assert.NotEqual("", problem);
        Assert.Same(known.History, state.History);
        Assert.Equal(_clock.GetUtcNow().Add(OriginIndexReader.RetryAfter), state.NextLook);
    }

    [Fact]
    public async Task The_whole_content_is_had_again_where_it_is_wanted()
    {
        _origin.Put(AtOrigin, "one", new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        var (known, _) = await LookAsync(Unknown);
        var root = _reader.Place(Path)!;
        var again = await _reader.LookAsync(root, known, isConditional: true, TestContext.Current.CancellationToken);
        Assert.True(again.Content.IsEmpty);
        var whole = await _reader.LookAsync(root, known, isConditional: false, TestContext.Current.CancellationToken);
        Assert.Equal("one"u8, whole.Content.Span);
    }

    [Fact]
    public async Task Every_look_tells_whether_the_origin_can_be_reached()
    {
        _origin.Put(AtOrigin, "one");
        Assert.Empty(_reach.All);
        await LookAsync(Unknown);
        Assert.True(Assert.Single(_reach.All).Answers);
    }

    private async Task<(IndexRootState State, string Problem)> LookAsync(IndexRootState before)
    {
        var look = await _reader.LookAsync(
            _reader.Place(Path)!, before, isConditional: true, TestContext.Current.CancellationToken);
        return (look.State, look.Problem);
    }
}
