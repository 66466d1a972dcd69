using System.Runtime.CompilerServices;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>One question to the selector: who asks, for what, over what, and what the client wishes to avoid.</summary>
public readonly ref struct SelectionRequest
{
    public required RepositoryRoute Route { get; init; }

    public required PathKind Kind { get; init; }

    /// <summary>Path inside the repository without leading slash, as the client wrote it.</summary>
    public required ReadOnlySpan<char> Path { get; init; }

    public required IpNumber Address { get; init; }

    public required ClientLocation Location { get; init; }

    /// <summary>True when the client came over https: then no http URL may be answered.</summary>
    public bool IsHttps { get; init; }

    /// <summary>What the client wished for, read from <see cref="Target"/>.</summary>
    public ClientWishes Wishes { get; init; }

    /// <summary>The whole path that the wishes were read from; may be empty where there are none.</summary>
    public ReadOnlySpan<char> Target { get; init; }

    /// <summary>True when only an https address will do.</summary>
    public bool NeedsHttps => IsHttps || Wishes.Has(WishKinds.Https);

    public AvoidedMirrors Avoided { get; init; }

    /// <summary>
    /// How often this client has asked for this path within the memory of repeats, this time included; 0 or 1 = the
    /// first.
    /// </summary>
    public int Attempt { get; init; }
}

/// <summary>The mirrors that served one client badly, by <see cref="MirrorState.Hash"/>; at most eight.</summary>
public struct AvoidedMirrors
{
    public const int Capacity = 8;

    /// <summary>So many low bits of a mirror's hash are remembered.</summary>
    public const int TagBits = 20;

    private Tags _tags;
    private int _count;

    /// <summary>What is remembered of a mirror; never 0, which stands for the origin.</summary>
    public static uint TagOf(MirrorState mirror) => Math.Max(1, (uint)mirror.Hash & ((1u << TagBits) - 1));

    public readonly bool IsEmpty => _count == 0;

    public readonly bool Contains(MirrorState mirror)
    {
        var tag = TagOf(mirror);
        for (var i = 0; i < _count; i++)
        {
            if (_tags[i] == tag) return true;
        }

        return false;
    }

    /// <summary>Adds a tag; the ninth and later ones are dropped.</summary>
    public void Add(uint tag)
    {
        if (_count < Capacity) _tags[_count++] = tag;
    }

    [InlineArray(Capacity)]
    private struct Tags
    {
        private uint _first;
    }
}
