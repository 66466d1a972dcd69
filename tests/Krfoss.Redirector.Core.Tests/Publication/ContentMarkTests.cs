using System.Security.Cryptography;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class ContentMarkTests
{
    private static readonly byte[] Digest = SHA256.HashData("a"u8);

    [Fact]
    public void The_same_size_and_digest_are_the_same_mark() =>
        Assert.Equal(ContentMark.Of(1_000, Digest), ContentMark.Of(1_000, [.. Digest]));

    [Fact]
    public void One_byte_of_size_or_one_bit_of_the_digest_is_another_mark()
    {
        var marks = new HashSet<uint> { ContentMark.Of(1_000, Digest), ContentMark.Of(1_001, Digest) };
        for (var bit = 0; bit < 8 * Digest.Length; bit++)
        {
            var other = Digest.ToArray();
            other[bit / 8] ^= (byte)(1 << (bit % 8));
            marks.Add(ContentMark.Of(1_000, other));
        }

        Assert.Equal(2 + (8 * Digest.Length), marks.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(64)]
    public void A_digest_counts_to_its_last_byte_whatever_its_length(int length)
    {
        var digest = new byte[length];
        var mark = ContentMark.Of(5, digest);
        Assert.NotEqual(mark, ContentMark.Of(5, new byte[length + 1]));
        if (length == 0) return;
        digest[^1] = 1;
        Assert.NotEqual(mark, ContentMark.Of(5, digest));
    }

    [Fact]
    public void Changes_are_missed_about_as_seldom_as_24_bits_allow()
    {
        // 20,000 contents of one size: 12 pairs are expected to meet.
        var marks = Enumerable.Range(0, 20_000)
            .Select(i => ContentMark.Of(1_000, SHA256.HashData(BitConverter.GetBytes(i))));
        Assert.InRange(20_000 - marks.Distinct().Count(), 0, 40);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(123_456_789)]
    [InlineData(4_700_000_000)]
    [InlineData((1L << 53) - 1)]
    [InlineData(long.MaxValue)]
    public void The_mark_tells_the_size_within_ten_percent(long size)
    {
        var bytes = ContentMark.BytesOf(ContentMark.SizeClassOf(ContentMark.Of(size, Digest)));
        Assert.InRange(bytes / (double)size, size < 10 ? 0.5 : 0.91, 1.1);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(long.MinValue, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    public void An_unknown_size_has_the_class_0_and_an_empty_file_has_not(long size, byte expected) =>
        Assert.Equal(expected, ContentMark.SizeClassOf(ContentMark.Of(size, Digest)));

    [Fact]
    public void Classes_never_fall_while_sizes_rise()
    {
        var last = 0;
        for (var size = 1.0; size < 9e18; size *= 1.01)
        {
            var sizeClass = ContentMark.SizeClassOf(ContentMark.Of((long)size, Digest));
            Assert.InRange(sizeClass, last, byte.MaxValue);
            last = sizeClass;
        }

        Assert.Equal(0, ContentMark.BytesOf(0));
    }

    /// <summary>Marks and hashes stand in the registry, so other numbers would mean that everything changed.</summary>
    [Fact]
    public void Marks_and_hashes_of_paths_stay_what_they_are_from_version_to_version()
    {
        Assert.Equal(0x749F4328u, ContentMark.Of(1_000, Digest));
        Assert.Equal(0x2E628ADDDAFC927Ful, PathHash.Of("pool/main/a/apt/apt_2.6.1_amd64.deb"));
    }
}
