namespace Krfoss.Redirector.Core.Indexes;

/// <summary>Takes in what an index lists, one file after another, while the index is still being read.</summary>
public interface IIndexSink
{
    /// <param name="path">
    /// Path inside the repository without leading slash, decoded, without <c>.</c> segments: the form of
    /// <see cref="Formats.TidyPath"/>.
    /// </param>
    /// <param name="sizeBytes">Size of the file; −1 where the index does not tell.</param>
    /// <param name="digest">
    /// Whatever the index says of the content, as bytes: SHA-256 where it has one, else the strongest it has; empty
    /// where it says nothing. Equal bytes for the same path mean the same content.
    /// </param>
    void Add(scoped ReadOnlySpan<char> path, long sizeBytes, scoped ReadOnlySpan<byte> digest);
}
