using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Decompression;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Reads a part of an index at the origin as it comes: fetched, digested, unpacked and parsed in one stream, so that
/// 100 MB take no more memory than one.
/// </summary>
internal sealed class PartFetcher(ProbeClient client)
{
    /// <summary>Packed; the largest of Debian's has a tenth of it.</summary>
    public const long MaxPackedBytes = 512L * 1024 * 1024;

    /// <summary>Unpacked.</summary>
    public const long MaxBytes = 4L * 1024 * 1024 * 1024;

    public static bool CanRead(IndexCompression compression) => IndexDecompression.CanRead(compression);

    /// <summary>The change that the part brings, or none and why it cannot be told.</summary>
    public async Task<(ListingChange? Change, string Problem)> ReadAsync(
        PlacedRoot root,
        IndexPart part,
        ReadOnlyMemory<byte> rootContent,
        ListingBuilder builder,
        CancellationToken cancellationToken)
    {
        if (part.Path == root.Path)
        {
            using var content = new MemoryStream(rootContent.ToArray(), writable: false);
            return await ParseAsync(root, part, content, builder, cancellationToken);
        }

        // Under the name of its digest it stays what it was, even while the origin is being replaced.
        var problem = "";
        foreach (var path in new[] { part.ByHashPath, part.Path }.OfType<string>())
        {
            if (!Uri.TryCreate($"{root.Route.Origin}/{path}", UriKind.Absolute, out var url)) continue;
            var request = new ProbeRequest(url) { MaxBodyBytes = MaxPackedBytes };
            var opened = await client.OpenAsync(request, cancellationToken);
            if (opened.Body is null || opened.Head.Status != 200)
            {
                if (opened.Body is not null) await opened.Body.DisposeAsync();
                problem = opened.Body is null ? opened.Head.Outcome.ToString() : $"answered {opened.Head.Status}";
                continue;
            }

            await using var body = opened.Body;
            return await ParseAsync(root, part, body, builder, cancellationToken);
        }

        return (null, problem);
    }

    private static async Task<(ListingChange? Change, string Problem)> ParseAsync(
        PlacedRoot root,
        IndexPart part,
        Stream packed,
        ListingBuilder builder,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var digesting = new DigestingStream(packed);
            await using (var content = IndexDecompression.Open(digesting, part.Compression, MaxBytes))
            {
                var problem = await IndexPartReader.ReadAsync(
                    root.Route.Format, root.Path, part, content, builder, cancellationToken);
                if (problem is not null) return (null, problem);
            }

            if (await digesting.ProblemAsync(part, cancellationToken) is { } wrong) return (null, wrong);
            return builder.IsTooLarge ? (null, "it lists more files than is believed") : (builder.Build(), "");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return (null, e.Message);
        }
    }
}
