namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// A decoded path inside a repository, without leading slash, cut into the folders and the file name.
/// </summary>
public readonly ref struct RepositoryPath
{
    public RepositoryPath(ReadOnlySpan<char> whole)
    {
        Whole = whole;
        var slash = whole.LastIndexOf('/');
        Folder = slash < 0 ? [] : whole[..slash];
        Name = whole[(slash + 1)..];
    }

    public ReadOnlySpan<char> Whole { get; }

    /// <summary>Everything above the file, without the slash at the end; empty at the top.</summary>
    public ReadOnlySpan<char> Folder { get; }

    public ReadOnlySpan<char> Name { get; }

    /// <summary>
    /// What stands behind the last dot of the name; empty where there is no dot or only a leading one.
    /// </summary>
    public ReadOnlySpan<char> Extension => FileNames.ExtensionOf(Name);

    /// <summary>True if one of the folders above the file has exactly this name.</summary>
    public bool IsIn(ReadOnlySpan<char> folder) => DepthOf(folder) >= 0;

    /// <summary>True if the topmost folder has exactly this name.</summary>
    public bool IsBelow(ReadOnlySpan<char> top) =>
        Folder.StartsWith(top, StringComparison.Ordinal) && (Folder.Length == top.Length || Folder[top.Length] == '/');

    /// <summary>How many folders stand above the first one of this name; −1 where none has it.</summary>
    public int DepthOf(ReadOnlySpan<char> folder)
    {
        var depth = 0;
        foreach (var range in Folder.Split('/'))
        {
            if (Folder[range].SequenceEqual(folder)) return depth;
            depth++;
        }

        return -1;
    }
}
