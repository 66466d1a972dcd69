using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Indexes.Parts;

public sealed class ChecksumLinesTests
{
    private static readonly string Sha256 = new('a', 64);
    private static readonly string Sha512 = new('b', 128);

    [Fact]
    public async Task Both_forms_of_lines_are_read()
    {
        var listed = await ReadAsync($"""
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA256

            # a comment
            {Sha256}  a.iso
            {Sha256} *sub/b c.iso
            {Sha512}  ./d.iso
            # e (1).iso: 1234 bytes
            SHA256 (e (1).iso) = {Sha256}
            SHA256 (f.iso) = {Sha256}
            # g: many bytes
            MD5 (g) = d41d8cd98f00b204e9800998ecf8427e
            \{Sha256}  h\\n.iso
            {Sha256}  ../i.iso
            SHA256 (j.iso) = xyz
            {Sha256}
            word word
            -----BEGIN PGP SIGNATURE-----
            """);
        Assert.Equal(
            [
                new("x/a.iso", -1, Sha256),
                new("x/sub/b c.iso", -1, Sha256),
                new("x/d.iso", -1, Sha512),
                new("x/e (1).iso", 1234, Sha256),
                new("x/f.iso", -1, Sha256),
                new Listed("x/g", -1, "d41d8cd98f00b204e9800998ecf8427e"),
            ],
            listed);
    }

    private static Task<List<Listed>> ReadAsync(string content) =>
        ReadIndex.PartAsync(RepositoryFormat.Plain, "x/SHA256SUMS", "SHA256SUMS", content);
}
