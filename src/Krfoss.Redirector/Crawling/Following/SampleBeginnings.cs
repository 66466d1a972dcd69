using System.Security.Cryptography;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Asks the origin for the first KiB of a few files, so that mirrors can be told apart that have the right size and
/// other bytes: a package that was rebuilt under its name.
/// </summary>
internal sealed class SampleBeginnings(OriginClient client)
{
    /// <summary>So many files of a generation are asked for; about as many as mirrors are asked for.</summary>
    public const int Files = 6;

    public async Task<IReadOnlyList<IndexSample>> AddAsync(
        PlacedRoot root, IReadOnlyList<IndexSample> samples, CancellationToken cancellationToken)
    {
        var asked = await Task.WhenAll(samples.Take(Files).Select(sample => AskAsync(root, sample, cancellationToken)));
        return [.. asked, .. samples.Skip(Files)];
    }

    private async Task<IndexSample> AskAsync(PlacedRoot root, IndexSample sample, CancellationToken cancellationToken)
    {
        var path = string.Join('/', sample.Path.Split('/').Select(Uri.EscapeDataString));
        if (!Uri.TryCreate($"{root.Route.Origin}/{path}", UriKind.Absolute, out var url)) return sample;
        var answer = await client.AskAsync(
            new(url) { Range = (0, CheckSample.AskedBytes - 1), MaxBodyBytes = CheckSample.AskedBytes * 4 },
            cancellationToken);
        var isWhole = answer is { IsAnswered: true, Status: 206, ContentEncoding: null }
            && answer.ContentRange is (0, { } total) && (sample.SizeBytes < 0 || total == sample.SizeBytes);
        return isWhole
            ? sample with { BeginningSha256 = Convert.ToHexStringLower(SHA256.HashData(answer.Body.Span)) }
            : sample;
    }
}
