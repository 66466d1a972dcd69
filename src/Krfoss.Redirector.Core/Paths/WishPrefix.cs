using System.Buffers;

namespace Krfoss.Redirector.Core.Paths;

/// <summary>What reading the wishes in front of a path came to.</summary>
public enum WishVerdict
{
    /// <summary>No wish, or only good ones.</summary>
    Ok,

    /// <summary>A first segment with <c>~</c> that is no wish we know: an unknown path, 404.</summary>
    Unknown,

    /// <summary>A known wish written wrongly: empty list, bad id, a value where none belongs; 400.</summary>
    Malformed,

    /// <summary>
    /// More than <see cref="WishPrefix.MaxWishes"/> wishes or <see cref="WishPrefix.MaxIds"/> ids; 400.
    /// </summary>
    TooMany,
}

/// <summary>
/// Reads a client's wishes, <c>/~no=a,b/~https/ubuntu/…</c>, from the front of a checked path. Escapes are not
/// decoded: a wish is typed by a person into a source line and is plain text. Allocates nothing.
/// </summary>
public static class WishPrefix
{
    public const int MaxWishes = 8;
    public const int MaxIds = 16;
    private const int MaxIdLength = 63;

    private static readonly SearchValues<char> IdAlphabet =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Reads wishes as long as segments begin with <c>~</c>.</summary>
    /// <param name="path">The path of the request, beginning with a slash.</param>
    /// <param name="wishes">The wishes and where the rest of the path begins.</param>
    public static WishVerdict Parse(ReadOnlySpan<char> path, out ClientWishes wishes)
    {
        wishes = default;
        var kinds = WishKinds.None;
        var lists = default(ClientWishes.IdLists);
        int listCount = 0, wishCount = 0, idCount = 0, at = 0;
        while (path[at..] is ['/', '~', ..])
        {
            var slash = path[(at + 1)..].IndexOf('/');
            var end = slash < 0 ? path.Length : at + 1 + slash;
            var wish = path[(at + 2)..end];
            var equals = wish.IndexOf('=');
            var kind = KindOf(equals < 0 ? wish : wish[..equals]);
            if (kind == WishKinds.None) return WishVerdict.Unknown;
            if (++wishCount > MaxWishes) return WishVerdict.TooMany;
            if ((kind is WishKinds.No or WishKinds.Only) != (equals >= 0)) return WishVerdict.Malformed;
            if (equals >= 0)
            {
                var ids = wish[(equals + 1)..];
                if (!AreIds(ids)) return WishVerdict.Malformed;
                idCount += ids.Count(',') + 1;
                if (idCount > MaxIds) return WishVerdict.TooMany;
                lists[listCount++] = new(kind, at + 2 + equals + 1, ids.Length);
            }

            kinds |= kind;
            at = end;
        }

        wishes = new(kinds, lists, listCount, at);
        return WishVerdict.Ok;
    }

    private static WishKinds KindOf(ReadOnlySpan<char> name) => name switch
    {
        "no" => WishKinds.No,
        "only" => WishKinds.Only,
        "origin" => WishKinds.Origin,
        "v4" => WishKinds.V4,
        "https" => WishKinds.Https,
        _ => WishKinds.None,
    };

    private static bool AreIds(ReadOnlySpan<char> ids)
    {
        foreach (var range in ids.Split(','))
        {
            var id = ids[range];
            if (id.IsEmpty || id.Length > MaxIdLength || id.ContainsAnyExcept(IdAlphabet)) return false;
            if (!char.IsAsciiLetterOrDigit(id[0])) return false;
        }

        return true;
    }
}
