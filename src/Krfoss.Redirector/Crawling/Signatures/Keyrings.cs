using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling.Signatures;

/// <summary>
/// Verifies index roots of repositories for which the catalog names a keyring. The file is read each time, which is
/// when an origin shows something new, so that a new key needs no restart.
/// </summary>
internal sealed class Keyrings(CurrentCatalog catalog, TimeProvider time)
{
    /// <summary>Why the content must not be believed; null = it is signed, or nobody asks for a signature.</summary>
    public string? ProblemOf(RepositoryRoute route, string root, ReadOnlyMemory<byte> content)
    {
        if (route.Definition.Keyring is not { } name || route.Format != RepositoryFormat.Apt) return null;
        if (IndexRoots.IsChecksumList(route.Format, root)) return null;
        try
        {
            var (keyring, problem) = ReleaseKeyring.Read(File.ReadAllBytes(Path.GetFullPath(name, catalog.Folder)));
            return keyring is null ? $"{name}: {problem}" : ReleaseSignature.Verify(content, keyring, time.GetUtcNow());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the keyring {name} cannot be read: {e.Message}";
        }
    }
}
