using System.Text;
using Krfoss.Redirector.Crawling.Signatures;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Krfoss.Redirector.Tests.Crawling.Signatures;

public sealed class ReleaseSignatureTests
{
    private const string Text = "Origin: Example \t\nDate: Tue, 24 Nov 2026 08:30:05 UTC\n- -dash\nSHA256:\n\n";
    private static readonly DateTime Made = new(2026, 11, 24, 8, 30, 5, DateTimeKind.Utc);
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
    private static readonly Signer Archive = new(Made.AddYears(-1));
    private static readonly Signer Stranger = new(Made.AddYears(-1));
    private static readonly ReleaseKeyring Keyring = KeyringOf(Archive.Public);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData(" \t\n")]
    public void What_the_archive_signed_is_valid_however_its_lines_end(string end)
    {
        var signed = Archive.ClearSign(Text, Made).ReplaceLineEndings(end);
        Assert.Null(Verify(signed, Keyring));
    }

    [Fact]
    public void A_changed_text_is_noticed()
    {
        var signed = Archive.ClearSign(Text, Made);
        foreach (var (from, to) in new[] { ("Example", "Exampel"), ("Date", " Date"), ("UTC\n", "UTC\n\n") })
        {
            var problem = Verify(signed.Replace(from, to, StringComparison.Ordinal), Keyring);
            Assert.Contains("another text", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SHA256: x\n{0}")]
    [InlineData("{0}SHA256: x\n")]
    [InlineData("{0}{0}")]
    public void Nothing_may_stand_around_what_is_signed(string frame) => Assert.NotNull(Verify(
        frame.Replace("{0}", Archive.ClearSign(Text, Made), StringComparison.Ordinal), Keyring));

    [Fact]
    public void Unsigned_text_is_no_signed_text() => Assert.NotNull(Verify(Text, Keyring));

    [Fact]
    public void A_key_that_the_keyring_does_not_have_proves_nothing() => Assert.Contains(
        "does not have", Verify(Stranger.ClearSign(Text, Made), Keyring), StringComparison.Ordinal);

    [Theory]
    [InlineData(HashAlgorithmTag.MD5)]
    [InlineData(HashAlgorithmTag.Sha1)]
    public void Weak_digests_prove_nothing(HashAlgorithmTag digest) => Assert.Contains(
        "proves nothing", Verify(Archive.ClearSign(Text, Made, digest), Keyring), StringComparison.Ordinal);

    [Fact]
    public void A_key_or_signature_that_is_over_proves_nothing()
    {
        const int Hour = 3600;
        var ending = new Signer(Made.AddHours(-1), validSeconds: 2 * Hour);
        Assert.Null(Verify(ending.ClearSign(Text, Made), KeyringOf(ending.Public), Made.AddMinutes(59)));
        Assert.Contains("expired", Verify(
            ending.ClearSign(Text, Made), KeyringOf(ending.Public), Made.AddMinutes(61)), StringComparison.Ordinal);
        var brief = Archive.ClearSign(Text, Made, validSeconds: Hour);
        Assert.Null(Verify(brief, Keyring, Made.AddMinutes(59)));
        Assert.Contains("expired", Verify(brief, Keyring, Made.AddMinutes(61)), StringComparison.Ordinal);
        Assert.Contains("future", Verify(brief, Keyring, Made.AddDays(-2)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subkey_signs_for_its_master_and_ends_with_it()
    {
        var archive = new Signer(Made.AddHours(-1), validSeconds: 7200, withSubkey: true);
        var keyring = KeyringOf(archive.Public);
        Assert.Equal(2, keyring.Count);
        Assert.Null(Verify(archive.ClearSign(Text, Made), keyring, Made));
        Assert.Contains("expired", Verify(
            archive.ClearSign(Text, Made), keyring, Made.AddHours(2)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PgpSignature.BinaryDocument, false)]
    [InlineData(PgpSignature.BinaryDocument, true)]
    [InlineData(PgpSignature.CanonicalTextDocument, true)]
    public void A_signature_may_be_a_file_of_its_own(int type, bool isArmoured)
    {
        var signature = Archive.Sign(Text, type, Made);
        if (isArmoured) signature = Signer.Armour(signature);
        Assert.Null(ReleaseSignature.Verify(Encoding.UTF8.GetBytes(Text), signature, Keyring, Now));
        Assert.NotNull(ReleaseSignature.Verify(Encoding.UTF8.GetBytes(Text + "x"), signature, Keyring, Now));
    }

    [Fact]
    public void One_good_signature_of_several_is_enough()
    {
        byte[] both =
        [
            .. Stranger.Sign(Text, PgpSignature.BinaryDocument, Made),
            .. Archive.Sign(Text, PgpSignature.BinaryDocument, Made),
        ];
        var text = Encoding.UTF8.GetBytes(Text);
        Assert.Null(ReleaseSignature.Verify(text, both, Keyring, Now));
        Assert.NotNull(ReleaseSignature.Verify(text, both, KeyringOf(new Signer(Made).Public), Now));
    }

    [Fact]
    public void A_signature_that_is_damaged_is_a_problem_whatever_the_damage()
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var signature = Archive.Sign(Text, PgpSignature.BinaryDocument, Made);
        Assert.NotNull(ReleaseSignature.Verify(text, Array.Empty<byte>(), Keyring, Now));
        Assert.NotNull(ReleaseSignature.Verify(text, "<html>"u8.ToArray(), Keyring, Now));

        // Type, algorithms and date are signed, and from 30 on stands the signature's number. Lengths that the library
        // reads over, the issuer and the first bytes of the digest prove nothing, and nothing is made of them.
        for (var at = 0; at < signature.Length; at++)
        {
            var damaged = (byte[])signature.Clone();
            damaged[at] ^= 0x55;
            _ = ReleaseSignature.Verify(text, signature.AsMemory(0, at), Keyring, Now);
            if (at is (>= 2 and < 8) or (>= 9 and < 14) or >= 30)
                Assert.NotNull(ReleaseSignature.Verify(text, damaged, Keyring, Now));
        }
    }

    [Fact]
    public void A_keyring_is_binary_or_armoured_and_holds_several_keys()
    {
        byte[] binary = [.. Stranger.Public, .. Archive.Public];
        byte[] armoured = [.. Stranger.Armoured(), .. "\n"u8.ToArray(), .. Archive.Armoured()];
        foreach (var content in new[] { binary, armoured, Signer.Armour(binary) })
        {
            var keyring = KeyringOf(content);
            Assert.Equal(2, keyring.Count);
            Assert.Null(Verify(Archive.ClearSign(Text, Made), keyring));
            Assert.Null(Verify(Stranger.ClearSign(Text, Made), keyring));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a text")]
    [InlineData("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n")]
    [InlineData("\u00ff\u00ff\u00ff")]
    public void A_file_without_keys_is_a_problem_with_a_way_out(string content)
    {
        var (keyring, problem) = ReleaseKeyring.Read(Encoding.Latin1.GetBytes(content));
        Assert.Null(keyring);
        Assert.Contains("gpg --export", problem, StringComparison.Ordinal);
    }

    private static ReleaseKeyring KeyringOf(byte[] content)
    {
        var (keyring, problem) = ReleaseKeyring.Read(content);
        Assert.Equal("", problem);
        return keyring!;
    }

    private static string? Verify(string signed, ReleaseKeyring keyring, DateTime? now = null) =>
        ReleaseSignature.Verify(Encoding.UTF8.GetBytes(signed), keyring, now is { } utc ? new(utc) : Now);
}
