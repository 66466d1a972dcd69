using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Health;

/// <summary>Where a mirror stands by the age of what it shows.</summary>
public enum LagStanding
{
    /// <summary>Shows what the origin shows.</summary>
    Current,

    /// <summary>Behind, within what the repository allows: eligible for what it has.</summary>
    Behind,

    /// <summary>Behind by more than the repository allows, and moving: no traffic, nobody is told yet.</summary>
    TooOld,

    /// <summary>Too old, and not moving although its owner should have synchronised: the owner is told.</summary>
    Frozen,
}

/// <summary>
/// How far a mirror is behind, and when that is too far. Absolute: against what the origin showed and when, never
/// against other mirrors, which may be older still.
/// </summary>
public static class LagRules
{
    /// <summary>AlmaLinux drops mirrors after 12 h, httpredir did after 13 h.</summary>
    public static readonly TimeSpan DefaultMaxLag = TimeSpan.FromHours(12);

    public static readonly TimeSpan DefaultSecurityMaxLag = TimeSpan.FromHours(4);

    /// <summary>What most owners declare (313 of 530 AlmaLinux mirrors); for those who declare nothing.</summary>
    public static readonly TimeSpan UsualUpdateFrequency = TimeSpan.FromHours(3);

    private const string Security = "security";

    /// <summary>How long ago the origin replaced what the mirror shows.</summary>
    /// <param name="replacedAt">
    /// When the origin showed the next generation; null = the mirror shows the newest, and its lag is zero however old
    /// that is.
    /// </param>
    public static TimeSpan LagOf(DateTimeOffset? replacedAt, DateTimeOffset now) =>
        replacedAt is { } replaced && replaced < now ? now - replaced : TimeSpan.Zero;

    /// <summary>Mirrors that are behind by more get no traffic.</summary>
    /// <param name="root">Index root, path inside the repository without leading slash.</param>
    /// <remarks>
    /// The operator's word holds for the whole repository. Only a security suite inside of another repository
    /// (<c>noble-security</c> in <c>ubuntu</c>) never gets more than the default of security suites, since such a
    /// <c>max_lag</c> was chosen with the rest in mind.
    /// </remarks>
    public static TimeSpan MaxLagOf(RepositoryDefinition repository, string root)
    {
        ArgumentNullException.ThrowIfNull(repository);
        if (!IsSecurity(repository, root)) return repository.MaxLag ?? DefaultMaxLag;
        var declared = repository.MaxLag ?? DefaultSecurityMaxLag;
        return IsSecurityRepository(repository) || declared < DefaultSecurityMaxLag ? declared : DefaultSecurityMaxLag;
    }

    /// <summary>
    /// True for <c>debian-security</c> and its like, and for suites named <c>…-security</c> in other apt repositories.
    /// </summary>
    public static bool IsSecurity(RepositoryDefinition repository, string root)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(root);
        return IsSecurityRepository(repository)
            || (repository.Format == RepositoryFormat.Apt && IsSecurityName(SuiteOf(root)));
    }

    /// <summary>
    /// An owner is told once the mirror is behind by more than this: twice the time between its synchronisations, but
    /// not while it still gets traffic. Security suites have no such allowance: too old is too old.
    /// </summary>
    /// <param name="updateFrequency">As the owner declared it; null = not declared.</param>
    public static TimeSpan ToldAfter(TimeSpan maxLag, TimeSpan? updateFrequency, bool isSecurity)
    {
        if (isSecurity) return maxLag;
        var twice = (updateFrequency ?? UsualUpdateFrequency) * 2;
        return twice > maxLag ? twice : maxLag;
    }

    /// <param name="shownSince">When the mirror was first seen with the generation that it shows.</param>
    /// <param name="toldAfter">From <see cref="ToldAfter"/>.</param>
    public static LagStanding Judge(
        TimeSpan lag, DateTimeOffset shownSince, DateTimeOffset now, TimeSpan maxLag, TimeSpan toldAfter)
    {
        if (lag <= TimeSpan.Zero) return LagStanding.Current;
        if (lag <= maxLag) return LagStanding.Behind;
        return lag > toldAfter && now - shownSince > toldAfter ? LagStanding.Frozen : LagStanding.TooOld;
    }

    private static bool IsSecurityRepository(RepositoryDefinition repository) =>
        IsSecurityName(repository.Id) || IsSecurityName(repository.Path.AsSpan(1));

    private static bool IsSecurityName(ReadOnlySpan<char> name) =>
        name.EndsWith(Security, StringComparison.Ordinal)
        && (name.Length == Security.Length || name[^(Security.Length + 1)] is '-' or '/');

    // dists/noble-security/InRelease
    private static ReadOnlySpan<char> SuiteOf(ReadOnlySpan<char> root)
    {
        const string Suites = "dists/";
        if (!root.StartsWith(Suites, StringComparison.Ordinal)) return [];
        var suite = root[Suites.Length..];
        var end = suite.IndexOf('/');
        return end < 0 ? suite : suite[..end];
    }
}
