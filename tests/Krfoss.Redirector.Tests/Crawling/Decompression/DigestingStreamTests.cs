using System.Security.Cryptography;
using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Crawling.Decompression;

namespace Krfoss.Redirector.Tests.Crawling.Decompression;

public sealed class DigestingStreamTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 100_000).Select(n => (byte)n)];
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Content));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task What_was_promised_is_no_problem_however_much_was_read(int readBytes)
    {
        await using var source = new MemoryStream(Content);
        await using var digesting = new DigestingStream(source);
        await digesting.ReadExactlyAsync(new byte[readBytes], TestContext.Current.CancellationToken);
        Assert.Null(await ProblemAsync(digesting, Content.Length, Digest));
        Assert.Equal(Content.Length, digesting.Count);
    }

    [Fact]
    public async Task A_root_that_promises_nothing_is_kept() => Assert.Null(await ProblemAsync(-1, null));

    [Fact]
    public async Task Another_size_or_digest_is_a_problem()
    {
        Assert.Contains("more than 99999", await ProblemAsync(99_999, Digest), StringComparison.Ordinal);
        Assert.Contains("100000 bytes and not 100001", await ProblemAsync(100_001, Digest), StringComparison.Ordinal);
        Assert.Contains(Digest, await ProblemAsync(100_000, new('0', 64)), StringComparison.Ordinal);
        Assert.Contains(Digest, await ProblemAsync(-1, new('0', 64)), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_at_once_counts_too()
    {
        using var source = new MemoryStream(Content);
        using var digesting = new DigestingStream(source);
        digesting.CopyTo(Stream.Null);
        Assert.Equal(Content.Length, digesting.Count);
    }

    private static async Task<string?> ProblemAsync(long sizeBytes, string? sha256)
    {
        await using var source = new MemoryStream(Content);
        await using var digesting = new DigestingStream(source);
        return await ProblemAsync(digesting, sizeBytes, sha256);
    }

    private static Task<string?> ProblemAsync(DigestingStream digesting, long sizeBytes, string? sha256) =>
        digesting.ProblemAsync(
            new("x", "x", IndexCompression.None, sizeBytes, sha256, null), TestContext.Current.CancellationToken);
}
