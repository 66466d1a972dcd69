using Krfoss.Redirector.Core.Indexes.Roots;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Krfoss.Redirector.Crawling.Signatures;

/// <summary>
/// Verifies who made an index root: <c>InRelease</c>, or <c>Release</c> with <c>Release.gpg</c>. One good signature is
/// enough, as for apt: archives sign with the old and the new key while they change it.
/// </summary>
internal static class ReleaseSignature
{
    /// <summary>Archives have up to four; each costs a public key operation.</summary>
    private const int MostSignatures = 16;

    /// <summary>Clocks differ; more than this is no difference of clocks.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>
    /// What is wrong with a clear-signed root; null = somebody in the keyring signed exactly this text.
    /// </summary>
    public static string? Verify(ReadOnlyMemory<byte> clearSigned, ReleaseKeyring keyring, DateTimeOffset now)
    {
        var (message, problem) = ClearSignedMessage.Read(clearSigned);
        return message is null ? problem : Verify(message.Text, message.Signature, keyring, now);
    }

    /// <summary>The same for a text whose signature is a file of its own, armoured or not.</summary>
    public static string? Verify(
        ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> signature, ReleaseKeyring keyring, DateTimeOffset now)
    {
        try
        {
            var problems = new List<string>();
            foreach (var one in SignaturesIn(signature.ToArray()).Take(MostSignatures))
            {
                if (ProblemOf(one, text.Span, keyring, now.UtcDateTime) is not { } problem) return null;
                problems.Add(problem);
            }

            return problems.Count == 0 ? "it has no signature" : string.Join("; ", problems);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever the library throws at bytes of a stranger, it is not a valid signature.
            return $"its signature cannot be read: {e.Message}";
        }
    }

    private static IEnumerable<PgpSignature> SignaturesIn(byte[] content)
    {
        var factory = new PgpObjectFactory(PgpUtilities.GetDecoderStream(new MemoryStream(content)));
        while (factory.NextPgpObject() is { } packet)
        {
            if (packet is not PgpSignatureList list) continue;
            for (var i = 0; i < list.Count; i++) yield return list[i];
        }
    }

    private static string? ProblemOf(
        PgpSignature signature, ReadOnlySpan<byte> text, ReleaseKeyring keyring, DateTime now)
    {
        if (signature.SignatureType is not (PgpSignature.BinaryDocument or PgpSignature.CanonicalTextDocument))
            return "its signature is not one of a document";
        if (signature.HashAlgorithm is HashAlgorithmTag.MD5 or HashAlgorithmTag.Sha1 or HashAlgorithmTag.RipeMD160)
            return $"its signature rests on {signature.HashAlgorithm}, which proves nothing";
        if (signature.CreationTime > now + Ahead) return $"it was signed in the future, {signature.CreationTime:u}";
        if (LifetimeOf(signature) is > 0 and var seconds && signature.CreationTime.AddSeconds(seconds) < now)
            return $"its signature expired at {signature.CreationTime.AddSeconds(seconds):u}";

        var problem = $"it was signed by the key {signature.KeyId:X16}, which the keyring does not have";
        foreach (var key in keyring.Find(signature.KeyId))
        {
            problem = ProblemOf(key, now) ?? ProblemOf(signature, text, key.Key);
            if (problem is null) return null;
        }

        return problem;
    }

    private static string? ProblemOf(SigningKey key, DateTime now)
    {
        if (key.IsRevoked) return $"it was signed by the key {key.Key.KeyId:X16}, which is revoked";
        return key.Ends < now ? $"it was signed by the key {key.Key.KeyId:X16}, which expired at {key.Ends:u}" : null;
    }

    private static string? ProblemOf(PgpSignature signature, ReadOnlySpan<byte> text, PgpPublicKey key)
    {
        // For a signature over text, the library makes CRLF of every end of a line.
        signature.InitVerify(key);
        signature.Update(text);
        return signature.Verify() ? null : $"the key {key.KeyId:X16} has signed another text";
    }

    private static long LifetimeOf(PgpSignature signature) =>
        signature.GetHashedSubPackets()?.GetSignatureExpirationTime() ?? 0;
}
