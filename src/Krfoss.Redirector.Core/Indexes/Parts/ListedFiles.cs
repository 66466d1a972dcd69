using System.Buffers;
using System.Text.Unicode;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// Brings the names of an index into the form that paths of requests have, and hands them on. Reuses its buffers: an
/// entry allocates nothing.
/// </summary>
/// <param name="folder">Ends with a slash or is empty: what the names are relative to.</param>
internal sealed class ListedFiles(IIndexSink sink, string folder)
{
    private readonly char[] _name = new char[PathClassifier.MaxLength];
    private readonly char[] _path = [.. folder, .. new char[PathClassifier.MaxLength]];

    /// <summary>Files handed on so far.</summary>
    public int Count { get; private set; }

    /// <summary>Hands on a file whose name stands in the index as it is, in UTF-8.</summary>
    /// <returns>What is wrong with the index; null also where the name cannot be used, and the file is left out.
    /// </returns>
    public string? Add(ReadOnlySpan<byte> name, long sizeBytes, ReadOnlySpan<byte> digest)
    {
        var status = Utf8.ToUtf16(name, _name, out _, out var length, replaceInvalidSequences: false);
        if (status is not OperationStatus.Done) return null;
        return TidyPath.TryWriteUnescaped(_name.AsSpan(0, length), _path.AsSpan(folder.Length), out var tidy)
            ? Add(tidy, sizeBytes, digest)
            : null;
    }

    /// <summary>Hands on a file whose name is part of a URL.</summary>
    public string? AddEscaped(ReadOnlySpan<char> name, long sizeBytes, ReadOnlySpan<byte> digest)
    {
        if (name.Length > PathClassifier.MaxLength) return null;
        return TidyPath.TryWrite(name, _path.AsSpan(folder.Length), out var tidy) ? Add(tidy, sizeBytes, digest) : null;
    }

    private string? Add(int tidy, long sizeBytes, ReadOnlySpan<byte> digest)
    {
        var path = _path.AsSpan(0, folder.Length + tidy);
        if (tidy == 0 || path[^1] == '/') return null;
        if (Count == IndexLimits.Entries) return $"more than {IndexLimits.Entries} files";
        Count++;
        sink.Add(path, sizeBytes, digest);
        return null;
    }
}
