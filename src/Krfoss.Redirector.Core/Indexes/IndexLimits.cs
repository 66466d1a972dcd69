namespace Krfoss.Redirector.Core.Indexes;

/// <summary>
/// What an index may take of us, however it is made. Each limit is many times what the largest public repositories need
/// (Debian's main: 70,000 packages, 900 index files; Fedora's primary: 150 MB), so that meeting one means a broken or
/// hostile index and not a large one.
/// </summary>
public static class IndexLimits
{
    /// <summary>One line of a text index; the longest known are lists of provided names, some 100 kB.</summary>
    public const int LineBytes = 1 << 20;

    /// <summary>One stanza, or one file of a pacman database.</summary>
    public const int EntryBytes = 8 << 20;

    /// <summary>Files that one part may list.</summary>
    public const int Entries = 5_000_000;

    /// <summary>Lists of packages that one root may name, each compression counted.</summary>
    public const int Parts = 10_000;

    /// <summary>Bytes between two tags of an XML index, and of one tag: the reader holds a tag as a whole.</summary>
    public const int XmlTagBytes = 1 << 20;

    /// <summary>Different names of elements and attributes; the reader keeps each.</summary>
    public const int XmlNames = 2_000;

    public const int XmlDepth = 64;
}
