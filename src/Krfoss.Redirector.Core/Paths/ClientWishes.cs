using System.Runtime.CompilerServices;

namespace Krfoss.Redirector.Core.Paths;

/// <summary>What a client can wish for in front of a path.</summary>
[Flags]
public enum WishKinds
{
    None = 0,

    /// <summary><c>~no=id,id</c>: none of these mirrors.</summary>
    No = 1,

    /// <summary><c>~only=id,id</c>: no mirror but these.</summary>
    Only = 2,

    /// <summary><c>~origin</c>: no mirror at all.</summary>
    Origin = 4,

    /// <summary><c>~v4</c>: only mirrors that answer over IPv4.</summary>
    V4 = 8,

    /// <summary><c>~https</c>: an https address, also for a request over http.</summary>
    Https = 16,
}

/// <summary>
/// The wishes of one request. Holds places in the path, not text, so it is only meaningful together with the path it
/// was read from. Several lists of one kind count as one list.
/// </summary>
public readonly struct ClientWishes
{
    private readonly IdLists _lists;
    private readonly int _listCount;

    internal ClientWishes(WishKinds kinds, IdLists lists, int listCount, int restStart)
    {
        Kinds = kinds;
        _lists = lists;
        _listCount = listCount;
        RestStart = restStart;
    }

    public WishKinds Kinds { get; }

    /// <summary>
    /// Where the path without wishes begins (its slash); equal to the path's length where nothing follows.
    /// </summary>
    public int RestStart { get; }

    public bool Has(WishKinds kind) => (Kinds & kind) != WishKinds.None;

    /// <summary>True unless the client ruled this mirror out by <c>~no</c> or <c>~only</c>.</summary>
    public bool Allows(ReadOnlySpan<char> path, ReadOnlySpan<char> mirrorId) =>
        !(Has(WishKinds.No) && Lists(path, WishKinds.No, mirrorId))
        && (!Has(WishKinds.Only) || Lists(path, WishKinds.Only, mirrorId));

    private bool Lists(ReadOnlySpan<char> path, WishKinds kind, ReadOnlySpan<char> mirrorId)
    {
        for (var i = 0; i < _listCount; i++)
        {
            var list = _lists[i];
            if (list.Kind != kind) continue;
            var ids = path.Slice(list.Start, list.Length);
            foreach (var range in ids.Split(','))
            {
                if (ids[range].SequenceEqual(mirrorId)) return true;
            }
        }

        return false;
    }

    internal readonly record struct IdList(WishKinds Kind, int Start, int Length);

    [InlineArray(WishPrefix.MaxWishes)]
    internal struct IdLists
    {
        private IdList _first;
    }
}
