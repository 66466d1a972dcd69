namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// Why a request was answered as it was. A closed list: it stands in <c>X-Mirror-Reason</c> and in metric labels.
/// </summary>
public enum DecisionReason
{
    /// <summary>Index, key, checksum list: the origin alone answers these.</summary>
    OriginMetadata,

    /// <summary>A folder, or a file that no index of the repository's format vouches for.</summary>
    OriginUnlisted,

    /// <summary>No mirror may serve this client this file, or the client wished for the origin.</summary>
    OriginNoMirror,

    /// <summary>The client stands in the netblock of a mirror that wants it alone.</summary>
    Monopoly,

    /// <summary>The client stands in a netblock of the mirror.</summary>
    Netblock,

    /// <summary>
    /// The client's own network decided: <c>own_network_first</c>, or a client whose place is not known.
    /// </summary>
    Network,

    /// <summary>As near as the nearest mirror of the client's country.</summary>
    Near,

    /// <summary>The share that goes to the next nearest group of the client's country.</summary>
    Spill,

    /// <summary>A client whose place is not known: spread over its country.</summary>
    Country,

    /// <summary>No mirror in the client's country may serve it.</summary>
    Foreign,

    /// <summary>The client asked again: another mirror, or the origin.</summary>
    Retry,

    /// <summary>Too new: the mirrors that may serve the client do not certainly have the file yet.</summary>
    OriginFreshFile,
}

/// <summary>The words of <see cref="DecisionReason"/> on the wire.</summary>
public static class DecisionReasonWords
{
    private static readonly string[] Words =
    [
        "origin-metadata", "origin-unlisted", "origin-no-mirror", "monopoly", "netblock", "network", "near", "spill",
        "country", "foreign", "retry", "origin-fresh-file",
    ];

    public static string ToWord(this DecisionReason reason) => Words[(int)reason];
}
