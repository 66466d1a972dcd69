using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Krfoss.Redirector.Crawling.Signatures;

/// <summary>A key that may sign, and when it ceases to.</summary>
/// <param name="Ends">Of the key and the key it hangs on, the earlier; null = never.</param>
internal sealed record SigningKey(PgpPublicKey Key, DateTime? Ends, bool IsRevoked);

/// <summary>
/// The keys that the operator trusts for a repository. The file is the operator's own, so what it says of its keys
/// (bindings, ends, revocations) is believed as it stands.
/// </summary>
internal sealed class ReleaseKeyring
{
    private const string ArmourOpening = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private const string ArmourClosing = "-----END PGP PUBLIC KEY BLOCK-----";

    private readonly List<SigningKey> _keys;

    private ReleaseKeyring(List<SigningKey> keys) => _keys = keys;

    public int Count => _keys.Count;

    public IEnumerable<SigningKey> Find(long keyId) => _keys.Where(key => key.Key.KeyId == keyId);

    /// <summary>Reads a keyring, binary or armoured, with any number of keys.</summary>
    /// <returns>The keyring, or null and what is wrong with the file.</returns>
    public static (ReleaseKeyring? Keyring, string Problem) Read(byte[] content)
    {
        try
        {
            var keys = new List<SigningKey>();
            foreach (var block in BlocksOf(content))
            {
                using (block) Take(block, keys);
            }

            return keys.Count > 0
                ? (new(keys), "")
                : (null, "it holds no OpenPGP public key; write one with `gpg --export`");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (null, $"it is no OpenPGP keyring ({e.Message}); write one with `gpg --export`");
        }
    }

    private static IEnumerable<Stream> BlocksOf(byte[] content)
    {
        // The first bit of every packet is set, and of no letter.
        if (content is [>= 0x80, ..])
        {
            yield return new MemoryStream(content);
            yield break;
        }

        var text = System.Text.Encoding.Latin1.GetString(content);
        var start = 0;
        while ((start = text.IndexOf(ArmourOpening, start, StringComparison.Ordinal)) >= 0)
        {
            var end = text.IndexOf(ArmourClosing, start, StringComparison.Ordinal);
            end = end < 0 ? text.Length : end + ArmourClosing.Length;
            yield return new ArmoredInputStream(new MemoryStream([.. content[start..end], (byte)'\n']));
            start = end;
        }
    }

    private static void Take(Stream packets, List<SigningKey> keys)
    {
        var factory = new PgpObjectFactory(packets);
        while (factory.NextPgpObject() is { } packet)
        {
            if (packet is not PgpPublicKeyRing ring) continue;
            var master = ring.GetPublicKey();
            foreach (var key in ring.GetPublicKeys())
            {
                DateTime? end = EndOf(key) is { } own && EndOf(master) is var whole && (whole is null || own < whole)
                    ? own
                    : EndOf(master);
                keys.Add(new(key, end, key.HasRevocation() || master.HasRevocation()));
            }
        }
    }

    private static DateTime? EndOf(PgpPublicKey key) =>
        key.GetValidSeconds() is > 0 and var seconds ? key.CreationTime.AddSeconds(seconds) : null;
}
