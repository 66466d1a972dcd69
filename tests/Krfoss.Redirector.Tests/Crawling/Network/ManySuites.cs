using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>A request as the mirror's own log would have it.</summary>
internal readonly record struct Served(DateTimeOffset At, string Path, bool IsUnchanged);

/// <summary>
/// A server of an apt archive with many suites, each of which goes on by itself; origin or mirror, over http and https.
/// </summary>
internal sealed class ManySuites : IAsyncDisposable
{
    public const int Suites = 20;

    private static int _count;

    private readonly ManualTimeProvider _clock;
    private readonly RawServer _server;
    private volatile Dictionary<string, byte[]> _files;

    public ManySuites(ManualTimeProvider clock)
    {
        var number = Interlocked.Increment(ref _count);
        var address = IPAddress.Parse($"127.51.200.{number}");
        (_clock, Generations) = (clock, [.. Enumerable.Repeat(1, Suites)]);
        _files = Files(Generations);
        _server = RawServer.Start(address, AnswerAsync, TestCertificates.Good(address.ToString()));
    }

    /// <summary>By suite.</summary>
    public int[] Generations { get; private set; }

    public string Authority => _server.EndPoint.ToString();

    public ConcurrentQueue<Served> Log { get; } = new();

    /// <summary>What everything is answered with, when it is busy; null = it is not.</summary>
    public TimeSpan? RetryAfter { get; set; }

    public static string RootOf(int suite) => $"dists/s{suite}/InRelease";

    public void Show(int[] generations)
    {
        Generations = [.. generations];
        _files = Files(generations);
    }

    public void Publish(int suite)
    {
        Generations[suite]++;
        Show(Generations);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<bool> AnswerAsync(RawRequest request)
    {
        var path = Uri.UnescapeDataString(request.Path.TrimStart('/'));
        var isUnchanged = request.Header("If-None-Match") is { } etag && _files.TryGetValue(path, out var content)
            && etag == $"\"{SmallRepository.Sha256(content)[..16]}\"";
        Log.Enqueue(new(_clock.GetUtcNow(), path, isUnchanged));
        if (RetryAfter is not { } wait) return await HonestAnswers.AnswerAsync(request, _files);
        await request.ReplyAsync(429, "later", string.Create(
            CultureInfo.InvariantCulture, $"Retry-After: {(int)wait.TotalSeconds}"));
        return true;
    }

    /// <summary>Each generation of a suite brings five packages; the last three generations are kept.</summary>
    private static Dictionary<string, byte[]> Files(int[] generations)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var suite = 0; suite < generations.Length; suite++)
        {
            var list = new StringBuilder();
            for (var number = Math.Max(1, generations[suite] - 2); number <= generations[suite]; number++)
            {
                for (var i = 0; i < 5; i++)
                {
                    var path = $"pool/s{suite}/p{i}_{number}_all.deb";
                    files[path] = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(path + "\n", 100)));
                    list.Append(CultureInfo.InvariantCulture, $"Package: p{i}\nFilename: {path}\n")
                        .Append(CultureInfo.InvariantCulture, $"Size: {files[path].Length}\n")
                        .Append(CultureInfo.InvariantCulture, $"SHA256: {SmallRepository.Sha256(files[path])}\n\n");
                }
            }

            var packages = Encoding.ASCII.GetBytes(list.ToString());
            files[$"dists/s{suite}/main/binary-all/Packages"] = packages;
            files[RootOf(suite)] = Encoding.ASCII.GetBytes(
                "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n"
                + $"Suite: s{suite}\nDate: Sun, 22 Nov 2026 00:00:{generations[suite] % 60:00} UTC\n"
                + $"SHA256:\n {SmallRepository.Sha256(packages)} {packages.Length} main/binary-all/Packages\n"
                + "-----BEGIN PGP SIGNATURE-----\n\nc2lnbmVk\n-----END PGP SIGNATURE-----\n");
        }

        return files;
    }
}
