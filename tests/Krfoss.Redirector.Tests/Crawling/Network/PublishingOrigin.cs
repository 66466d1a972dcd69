using System.Net;
using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>An origin of <see cref="SmallRepository"/>, the same in every folder, that goes on or goes away.</summary>
internal sealed class PublishingOrigin : IAsyncDisposable
{
    private static int _count;

    private readonly RawServer _server;
    private volatile IReadOnlyDictionary<string, byte[]> _files = SmallRepository.At(1);

    public PublishingOrigin()
    {
        var number = Interlocked.Increment(ref _count);
        _server = RawServer.Start(IPAddress.Parse($"127.51.{number / 250}.{(number % 250) + 1}"), AnswerAsync);
    }

    /// <summary>The next requests are hung up on.</summary>
    public bool IsDead { get; set; }

    public string Url(string repository) => $"http://{_server.EndPoint}/{repository}";

    public void Show(int generation) => _files = SmallRepository.At(generation);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<bool> AnswerAsync(RawRequest request)
    {
        if (IsDead) return Task.FromResult(false);
        var inside = request.Target.IndexOf('/', startIndex: 1);
        return HonestAnswers.AnswerAsync(
            request with { Target = inside < 0 ? "/" : request.Target[inside..] }, _files);
    }
}
