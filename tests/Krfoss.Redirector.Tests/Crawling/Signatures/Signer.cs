using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Krfoss.Redirector.Tests.Crawling.Signatures;

/// <summary>Somebody with a key of their own, who signs as archives do.</summary>
internal sealed class Signer
{
    private readonly PgpSecretKeyRing _keys;

    public Signer(DateTime created, long validSeconds = 0, bool withSubkey = false)
    {
        var master = NewKey(created);
        var traits = new PgpSignatureSubpacketGenerator();
        if (validSeconds > 0) traits.SetKeyExpirationTime(isCritical: false, validSeconds);
        var ring = new PgpKeyRingGenerator(
            PgpSignature.PositiveCertification,
            master,
            "Archive <archive@example.org>",
            SymmetricKeyAlgorithmTag.Null,
            passPhrase: [],
            useSha1: false,
            traits.Generate(),
            unhashedPackets: null,
            new SecureRandom());
        if (withSubkey) ring.AddSubKey(NewKey(created));
        _keys = ring.GenerateSecretKeyRing();
        Public = ring.GeneratePublicKeyRing().GetEncoded();
    }

    /// <summary>The public keys, binary.</summary>
    public byte[] Public { get; }

    public byte[] Armoured() => Armour(Public);

    /// <summary>A clear-signed message; blanks at the ends of lines are not signed.</summary>
    public string ClearSign(
        string text, DateTime made, HashAlgorithmTag digest = HashAlgorithmTag.Sha512, long validSeconds = 0)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var canonical = string.Join("\r\n", lines.Select(line => line.TrimEnd(' ', '\t', '\r')));
        var escaped = string.Join('\n', lines.Select(line => line.StartsWith('-') ? "- " + line : line));
        var signature = Encoding.ASCII.GetString(Armour(
            Sign(canonical, PgpSignature.CanonicalTextDocument, made, digest, validSeconds)));
        return $"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{escaped}\n{signature}";
    }

    /// <summary>A detached signature, binary.</summary>
    public byte[] Sign(
        string text,
        int type,
        DateTime made,
        HashAlgorithmTag digest = HashAlgorithmTag.Sha512,
        long validSeconds = 0)
    {
        var key = _keys.GetSecretKeys().Last();
        var generator = new PgpSignatureGenerator(key.PublicKey.Algorithm, digest);
        generator.InitSign(type, key.ExtractPrivateKey([]));
        var traits = new PgpSignatureSubpacketGenerator();
        traits.SetSignatureCreationTime(isCritical: false, made);
        if (validSeconds > 0) traits.SetSignatureExpirationTime(isCritical: false, validSeconds);
        generator.SetHashedSubpackets(traits.Generate());
        generator.Update(Encoding.UTF8.GetBytes(text));
        return generator.Generate().GetEncoded();
    }

    public static byte[] Armour(byte[] packets)
    {
        var text = new MemoryStream();
        using (var armour = new ArmoredOutputStream(text)) armour.Write(packets);
        return text.ToArray();
    }

    private static PgpKeyPair NewKey(DateTime created)
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new RsaKeyGenerationParameters(
            Org.BouncyCastle.Math.BigInteger.ValueOf(65_537), new SecureRandom(), 1024, 25));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();
        return new(PublicKeyAlgorithmTag.RsaGeneral, pair, created);
    }
}
