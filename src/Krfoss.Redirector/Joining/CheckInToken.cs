using System.Security.Cryptography;
using System.Text;

namespace Krfoss.Redirector.Joining;

/// <summary>
/// The secret of one mirror: 256 random bits, shown once. The catalog holds its SHA-256, which needs no salt and no
/// slowness, since nobody can guess what it is of.
/// </summary>
internal static class CheckInToken
{
    public const string Prefix = "krm_";
    private const int Bytes = 32;

    public static string Create() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public static string Sha256Of(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>Takes the same time whatever is wrong. A mirror without a token matches nothing.</summary>
    public static bool Matches(string token, string? sha256)
    {
        var given = Encoding.ASCII.GetBytes(Sha256Of(token));
        var kept = Encoding.ASCII.GetBytes(sha256 ?? new string('x', given.Length));
        return CryptographicOperations.FixedTimeEquals(given, kept);
    }
}
