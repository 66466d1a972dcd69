using System.Buffers;
using System.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary><c>Packages</c>: one stanza is one file, <c>Filename</c> relative to the archive's top.</summary>
internal sealed class PackageStanzas(ListedFiles files) : StanzaLines
{
    private readonly ArrayBufferWriter<byte> _name = new(256);
    private readonly StrongestDigest _digest = new();
    private long _size = -1;

    protected override void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        // By length first: of some 25 fields in a stanza, most are told apart by it.
        switch (name.Length)
        {
            case 8 when Ascii.EqualsIgnoreCase(name, "Filename"u8):
                _name.ResetWrittenCount();
                _name.Write(value);
                break;
            case 4 when Ascii.EqualsIgnoreCase(name, "Size"u8):
                _size = SizeOf(value);
                break;
            case 4 when Ascii.EqualsIgnoreCase(name, "SHA1"u8):
                _digest.Offer(DigestRank.Sha1, value);
                break;
            case 6 when Ascii.EqualsIgnoreCase(name, "SHA256"u8):
                _digest.Offer(DigestRank.Sha256, value);
                break;
            case 6 when Ascii.EqualsIgnoreCase(name, "SHA512"u8):
                _digest.Offer(DigestRank.Sha512, value);
                break;
            case 6 when Ascii.EqualsIgnoreCase(name, "MD5sum"u8):
                _digest.Offer(DigestRank.Md5, value);
                break;
        }
    }

    protected override string? EndStanza()
    {
        var problem = _name.WrittenCount == 0 ? null : files.Add(_name.WrittenSpan, _size, _digest.Bytes);
        _name.ResetWrittenCount();
        _digest.Clear();
        _size = -1;
        return problem;
    }
}
