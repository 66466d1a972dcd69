using System.Text.Json;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Networks;

/// <summary>
/// The lists of netblocks that mirrors keep at <c>subnets:</c>: a JSON list of blocks. One that cannot be read, or
/// holds anything else, leaves the last good one.
/// </summary>
internal sealed partial class SubnetLists(
    ProbeClient http, NetworkOptions options, CrawlOptions crawl, TimeProvider time, ILogger<SubnetLists> logger)
{
    /// <summary>After a failure.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private const int MostBlocks = 10_000;

    private readonly LastGood<Fetched> _found = new(new([], null, null));

    public IReadOnlyList<IpPrefix> Find(Uri url) => _found[url.AbsoluteUri].Blocks;

    public async Task LookAsync(IReadOnlyCollection<Uri> wanted, CancellationToken cancellationToken)
    {
        if (!crawl.Enabled) return;
        var urls = wanted.ToDictionary(url => url.AbsoluteUri, StringComparer.Ordinal);
        foreach (var key in _found.Due(urls.Keys, time.GetUtcNow()))
        {
            var known = _found[key];
            var request = new ProbeRequest(urls[key]) { Known = new(known.ETag, known.LastModified) };
            var answer = await http.AskAsync(request, cancellationToken);
            var now = time.GetUtcNow();
            if (answer is { IsAnswered: true, Status: 304 })
            {
                _found.Postpone(key, now + options.SubnetsInterval);
            }
            else if (answer is { IsAnswered: true, Status: 200 } && TryRead(answer.Body, out var blocks))
            {
                _found.Put(key, new(blocks, answer.ETag, answer.LastModified), now + options.SubnetsInterval);
            }
            else
            {
                var problem = !answer.IsAnswered ? answer.Outcome.ToString()
                    : answer.Status == 200 ? "not a JSON list of netblocks"
                    : $"answered {answer.Status}";
                Log.NotRead(logger, urls[key], problem);
                _found.Postpone(key, now + RetryAfter);
            }
        }
    }

    /// <summary>False for anything but a JSON list of at most 10,000 blocks, each of which can be read.</summary>
    internal static bool TryRead(ReadOnlyMemory<byte> json, out IReadOnlyList<IpPrefix> blocks)
    {
        blocks = [];
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() > MostBlocks) return false;
            List<IpPrefix> read = new(root.GetArrayLength());
            foreach (var item in root.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String || !IpPrefix.TryParse(item.GetString(), out var block))
                    return false;
                read.Add(block);
            }

            blocks = read;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private sealed record Fetched(IReadOnlyList<IpPrefix> Blocks, string? ETag, DateTimeOffset? LastModified);

    private static partial class Log
    {
        [LoggerMessage(LogEvents.SubnetsNotRead, LogLevel.Warning,
            "The subnets at {Url} could not be read: {Problem}. The last good list goes on counting")]
        public static partial void NotRead(ILogger logger, Uri url, string problem);
    }
}
