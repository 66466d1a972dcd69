using System.Text;
using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Crawling.Decompression;

namespace Krfoss.Redirector.Tests.Crawling.Decompression;

public sealed class IndexDecompressionTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Range(0, 50_000).Select(n => $"{n * 7919 % 1_000_003} ")));

    public static TheoryData<IndexCompression> Readable =>
        [IndexCompression.None, IndexCompression.Gzip, IndexCompression.Xz, IndexCompression.Zstd];

    public static TheoryData<IndexCompression> Compressed =>
        [IndexCompression.Gzip, IndexCompression.Xz, IndexCompression.Zstd];

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Content_comes_out_as_it_was(IndexCompression compression)
    {
        Require(compression);
        var packed = Packed.By(compression, Content);
        Assert.Equal(Content, await UnpackAsync(packed, compression));
        Assert.Equal(Content, await UnpackAsync(packed, compression, pieceBytes: 1));
        using var unpacked = IndexDecompression.Open(new MemoryStream(packed), compression, Content.Length);
        var copy = new MemoryStream();
        unpacked.CopyTo(copy);
        Assert.Equal(Content, copy.ToArray());
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Several_members_are_read_as_one(IndexCompression compression)
    {
        Require(compression);
        var more = "more"u8.ToArray();
        byte[] packed = [.. Packed.By(compression, Content), .. Packed.By(compression, more)];
        byte[] whole = [.. Content, .. more];
        Assert.Equal(whole, await UnpackAsync(packed, compression));
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task What_is_cut_off_is_never_taken_for_the_whole(IndexCompression compression)
    {
        Require(compression);
        var packed = Packed.By(compression, Content);
        foreach (var length in new[] { 0, 1, 5, 20, packed.Length / 2, packed.Length - 9, packed.Length - 1 })
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(packed[..length], compression));
            await Assert.ThrowsAsync<InvalidDataException>(
                () => UnpackAsync(packed[..length], compression, pieceBytes: 1));
        }

        byte[] second = [.. packed, .. packed[..(packed.Length / 2)]];
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(second, compression));
    }

    [Theory]
    [MemberData(nameof(Compressed))]
    public async Task Damage_is_noticed(IndexCompression compression)
    {
        Require(compression);
        var packed = Packed.By(compression, Content);
        packed[0] ^= 1;
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(packed, compression));
        packed[0] ^= 1;

        // zstd's frames have no checksum unless asked for, so damage shows there only where it breaks the structure.
        if (compression is not IndexCompression.Zstd) packed[packed.Length / 2] ^= 0x10;
        else packed.AsSpan(5, 12).Fill(0xFF);
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(packed, compression));
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task More_than_allowed_does_not_come_out(IndexCompression compression)
    {
        Require(compression);
        var packed = Packed.By(compression, new byte[1_000_000]);
        Assert.Equal(1_000_000, (await UnpackAsync(packed, compression, maxBytes: 1_000_000)).Length);
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(packed, compression, maxBytes: 999_999));
    }

    [Fact]
    public async Task Windows_and_dictionaries_beyond_the_limit_are_refused()
    {
        Require(IndexCompression.Xz);
        Require(IndexCompression.Zstd);

        // A frame that asks for 2 GB of window and holds one empty block.
        var frame = Convert.FromHexString("28B52FFD00A8010000");
        await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(frame, IndexCompression.Zstd));

        // The largest preset is read, and a dictionary of 4 GB is not.
        var packed = Packed.Xz(Content, preset: 9);
        Assert.Equal(Content, await UnpackAsync(packed, IndexCompression.Xz));
        AskForDictionary(packed.AsSpan(12, (packed[12] + 1) * 4), sizeCode: 40);
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => UnpackAsync(packed, IndexCompression.Xz));
        Assert.Contains("memory", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bzip2_is_not_read()
    {
        Assert.False(IndexDecompression.CanRead(IndexCompression.Bzip2));
        Assert.Throws<NotSupportedException>(
            () => IndexDecompression.Open(Stream.Null, IndexCompression.Bzip2, maxBytes: 1));
    }

    [Fact]
    public void A_missing_library_is_named_with_what_to_install()
    {
        var missing = new DecompressionLibrary("xz", "libnowhere.so.77", "libnowhere77");
        Assert.False(missing.IsPresent);
        Assert.Contains("libnowhere.so.77", missing.Problem, StringComparison.Ordinal);
        Assert.Contains("Debian package libnowhere77", missing.Problem, StringComparison.Ordinal);
        Assert.Equal(
            IndexDecompression.CanRead(IndexCompression.Xz) && IndexDecompression.CanRead(IndexCompression.Zstd),
            !IndexDecompression.Problems.Any());
    }

    [Fact]
    public async Task Closing_leaves_the_packed_stream_open()
    {
        await using var packed = new MemoryStream(Packed.By(IndexCompression.Gzip, Content));
        await IndexDecompression.Open(packed, IndexCompression.Gzip, 1).DisposeAsync();
        Assert.True(packed.CanRead);
    }

    private static void Require(IndexCompression compression) =>
        Assert.SkipUnless(IndexDecompression.CanRead(compression), $"this system has no library for {compression}");

    private static async Task<byte[]> UnpackAsync(
        byte[] packed, IndexCompression compression, int pieceBytes = 4096, long maxBytes = long.MaxValue)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var source = new SmallPieces(packed, pieceBytes);
        await using var unpacked = IndexDecompression.Open(source, compression, maxBytes);
        var result = new MemoryStream();
        var buffer = new byte[Math.Max(64, pieceBytes)];
        while (await unpacked.ReadAsync(buffer, cancellationToken) is > 0 and var count) result.Write(buffer, 0, count);
        return result.ToArray();
    }

    /// <summary>The size stands behind the filter's number and the length of its properties.</summary>
    private static void AskForDictionary(Span<byte> blockHeader, byte sizeCode)
    {
        blockHeader[blockHeader.IndexOf("\u0021\u0001"u8) + 2] = sizeCode;
        BitConverter.TryWriteBytes(blockHeader[^4..], Crc32(blockHeader[..^4]));
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }

    /// <summary>A stream that hands out as little at a time as a slow connection does.</summary>
    private sealed class SmallPieces(byte[] content, int pieceBytes) : ReadOnlyStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(Math.Min(buffer.Length, pieceBytes), content.Length - _position);
            content.AsSpan(_position, count).CopyTo(buffer);
            _position += count;
            return count;
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return Read(buffer.Span);
        }
    }
}
