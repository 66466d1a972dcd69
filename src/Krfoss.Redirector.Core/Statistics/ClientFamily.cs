namespace Krfoss.Redirector.Core.Statistics;

/// <summary>Kinds of programs that ask: the package managers, and who else comes often.</summary>
public enum ClientFamily
{
    Other,
    Apt,
    Dnf,
    Pacman,
    Zypper,
    Apk,
    Curl,
    Browser,
}

/// <summary>
/// Tells the family from a User-Agent. Only the beginning of the text or a mark that no other program writes counts;
/// nothing of the text is kept. Allocates nothing.
/// </summary>
public static class ClientFamilies
{
    // Nobody's name stands behind this; what comes after is the sender's to make long.
    private const int LooksAt = 200;

    public static ClientFamily Of(ReadOnlySpan<char> userAgent)
    {
        if (userAgent.Length > LooksAt) userAgent = userAgent[..LooksAt];

        // "Debian APT-HTTP/1.3 (2.6.1)", "Ubuntu APT-HTTP/1.3 (2.4.5)", "Debian APT-CURL/…" of older ones.
        if (Has(userAgent, "APT-HTTP/") || Has(userAgent, "APT-CURL/")) return ClientFamily.Apt;

        // "libdnf (…)", "libdnf5/…", "dnf/…", "librepo/…", "yum/…" and the downloader that yum was built on.
        if (Begins(userAgent, "libdnf") || Begins(userAgent, "dnf") || Begins(userAgent, "librepo")
            || Begins(userAgent, "yum") || Begins(userAgent, "urlgrabber/"))
        {
            return ClientFamily.Dnf;
        }

        if (Begins(userAgent, "pacman/")) return ClientFamily.Pacman;
        if (Begins(userAgent, "ZYpp ") || Begins(userAgent, "zypper")) return ClientFamily.Zypper;
        if (Begins(userAgent, "libfetch/") || Begins(userAgent, "apk-tools")) return ClientFamily.Apk;
        if (Begins(userAgent, "curl/")) return ClientFamily.Curl;
        return Begins(userAgent, "Mozilla/") || Begins(userAgent, "Opera/") ? ClientFamily.Browser : ClientFamily.Other;
    }

    public static string ToWord(this ClientFamily family) => family switch
    {
        ClientFamily.Other => "other",
        ClientFamily.Apt => "apt",
        ClientFamily.Dnf => "dnf",
        ClientFamily.Pacman => "pacman",
        ClientFamily.Zypper => "zypper",
        ClientFamily.Apk => "apk",
        ClientFamily.Curl => "curl",
        ClientFamily.Browser => "browser",
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    private static bool Begins(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.Ordinal);
}
