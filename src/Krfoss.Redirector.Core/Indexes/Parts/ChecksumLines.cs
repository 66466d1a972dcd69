using System.Buffers;
using System.Buffers.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// Lists of checksums: <c>digest  name</c> as coreutils write it, <c>SHA256 (name) = digest</c> as BSD does, and
/// Fedora's <c># name: 123 bytes</c> before the latter. Other lines (comments, PGP armour) say nothing. Names that
/// coreutils escape (a backslash before the digest) are left out.
/// </summary>
internal sealed class ChecksumLines(ListedFiles files) : ILineTaker
{
    private readonly ArrayBufferWriter<byte> _sizedName = new(256);
    private readonly StrongestDigest _digest = new();
    private long _size = -1;

    public string? Take(ReadOnlySpan<byte> line)
    {
        line = line.Trim(" \t"u8);
        if (line is [(byte)'#', ..])
        {
            TakeSize(line[1..].Trim(" \t"u8));
            return null;
        }

        var blank = line.IndexOf((byte)' ');
        if (blank <= 0) return null;
        return StrongestDigest.RankOf(blank) is not DigestRank.None && !line[..blank].ContainsAnyExcept(HexDigits.Any)
            ? TakeGnu(line[..blank], line[(blank + 1)..])
            : TakeBsd(line[(blank + 1)..]);
    }

    public string? End() => null;

    private string? TakeGnu(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> name)
    {
        // The second character is a blank for text and an asterisk for binary.
        if (name is [(byte)' ' or (byte)'*', ..]) name = name[1..];
        return Add(name, digest);
    }

    private string? TakeBsd(ReadOnlySpan<byte> rest)
    {
        var end = rest.LastIndexOf(") = "u8);
        if (rest is not [(byte)'(', ..] || end < 1) return null;
        var digest = rest[(end + 4)..].Trim(" \t"u8);
        return digest.ContainsAnyExcept(HexDigits.Any) ? null : Add(rest[1..end], digest);
    }

    private string? Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> digest)
    {
        var rank = StrongestDigest.RankOf(digest.Length);
        if (rank is DigestRank.None) return null;
        _digest.Clear();
        _digest.Offer(rank, digest);
        return files.Add(name, name.SequenceEqual(_sizedName.WrittenSpan) ? Math.Max(-1, _size) : -1, _digest.Bytes);
    }

    /// <summary><c>name: 123 bytes</c></summary>
    private void TakeSize(ReadOnlySpan<byte> comment)
    {
        var colon = comment.LastIndexOf(": "u8);
        if (colon <= 0 || !comment.EndsWith(" bytes"u8) || colon + 2 >= comment.Length - 6) return;
        var number = comment[(colon + 2)..^6];
        _size = Utf8Parser.TryParse(number, out long size, out var used) && used == number.Length ? size : -1;
        _sizedName.ResetWrittenCount();
        _sizedName.Write(comment[..colon]);
    }
}
