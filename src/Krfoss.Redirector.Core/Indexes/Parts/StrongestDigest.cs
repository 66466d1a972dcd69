using System.Buffers;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>Which of the digests of one file is kept: SHA-256 where there is one, else the strongest.</summary>
internal enum DigestRank
{
    None,
    Md5,
    Sha1,
    Other,
    Sha512,
    Sha256,
}

/// <summary>Collects the digests of one file and keeps the best; a buffer that is reused from entry to entry.</summary>
internal sealed class StrongestDigest
{
    private readonly byte[] _bytes = new byte[64];
    private DigestRank _rank;
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Clear() => (_rank, _length) = (DigestRank.None, 0);

    /// <summary>Takes a digest in hexadecimal; anything else counts as none.</summary>
    public void Offer(DigestRank rank, ReadOnlySpan<byte> hex)
    {
        if (rank <= _rank || hex.Length > 2 * _bytes.Length) return;
        if (Convert.FromHexString(hex, _bytes, out _, out var length) is OperationStatus.Done)
            (_rank, _length) = (rank, length);
        else
            Clear();
    }

    /// <summary>The rank by the number of hexadecimal digits, where nothing else names the digest.</summary>
    public static DigestRank RankOf(int hexDigits) => hexDigits switch
    {
        32 => DigestRank.Md5,
        40 => DigestRank.Sha1,
        56 or 96 => DigestRank.Other,
        64 => DigestRank.Sha256,
        128 => DigestRank.Sha512,
        _ => DigestRank.None,
    };
}
