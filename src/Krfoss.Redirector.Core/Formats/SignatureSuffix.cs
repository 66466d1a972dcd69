namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Detached signatures by the end of their name. A file and its signature are hashed by the same stripped path, so that
/// both come from one mirror.
/// </summary>
public static class SignatureSuffix
{
    /// <summary>The path of what is signed; the path itself where it names no signature.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> path)
    {
        var dot = path.LastIndexOf('.');
        if (dot <= 0 || path[dot - 1] == '/') return path;
        return path[(dot + 1)..] is "sig" or "asc" or "sign" or "gpg" ? path[..dot] : path;
    }
}
