using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// A repository as requests see it: who owns the metadata, which mirrors carry it, which old paths
/// lead elsewhere. Immutable.
/// </summary>
public sealed class RepositoryRoute
{
    public RepositoryRoute(
        RepositoryDefinition definition,
        IReadOnlyList<MirrorCandidate> candidates,
        RepositoryPublication? publication = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        Origin = definition.Origin.AbsoluteUri.TrimEnd('/');
        OriginIsHttps = definition.Origin.Scheme == Uri.UriSchemeHttps;
        Candidates = [.. candidates];
        Publication = publication;
        Aliases = [.. definition.Aliases.Select(alias => new PathAlias(alias))];
    }

    public RepositoryDefinition Definition { get; }

    public string Id => Definition.Id;

    /// <summary>Its place in <see cref="RoutingSnapshot.Repositories"/>.</summary>
    public int Number { get; init; }

    public RepositoryFormat Format => Definition.Format;

    /// <summary>Base URL of the origin, without a slash at the end.</summary>
    public string Origin { get; }

    public bool OriginIsHttps { get; }

    /// <summary>The mirrors that declare this repository, in the catalog's order.</summary>
    public MirrorCandidate[] Candidates { get; }

    public PathAlias[] Aliases { get; }

    /// <summary>What the origin published; null = nothing is observed, and the declarations stand.</summary>
    public RepositoryPublication? Publication { get; }
}

/// <summary>One mirror for one repository: where its copy stands and which part of it the mirror has.</summary>
public sealed class MirrorCandidate
{
    private readonly Glob[] _include;
    private readonly Glob[] _exclude;

    public MirrorCandidate(
        MirrorState mirror, MirrorRepositoryDefinition definition, MirrorReadiness? readiness = null)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        ArgumentNullException.ThrowIfNull(definition);
        Mirror = mirror;
        Readiness = readiness ?? MirrorReadiness.Declared;
        HttpBase = BaseWith(Uri.UriSchemeHttp);
        HttpsBase = BaseWith(Uri.UriSchemeHttps);
        _include = GlobsOf(definition.Include);
        _exclude = GlobsOf(definition.Exclude);

        string? BaseWith(string scheme) =>
            mirror.Definition.Urls.FirstOrDefault(url => url.Scheme == scheme) is { } url
                ? url.AbsoluteUri.TrimEnd('/') + definition.Path.TrimEnd('/')
                : null;
    }

    public MirrorState Mirror { get; }

    /// <summary>Its place in <see cref="RepositoryRoute.Candidates"/>.</summary>
    public int Number { get; init; }

    /// <summary>What the crawler knows of the mirror for this repository.</summary>
    public MirrorReadiness Readiness { get; }

    /// <summary>Base URL of the repository over http, without a slash at the end; null = none.</summary>
    public string? HttpBase { get; }

    /// <summary>Base URL of the repository over https, without a slash at the end; null = none.</summary>
    public string? HttpsBase { get; }

    /// <summary>True where the mirror declares the whole repository.</summary>
    public bool IsComplete => _include.Length == 0 && _exclude.Length == 0;

    /// <summary>Base URL for a client: https in, https out; http in, http where there is one.</summary>
    public string? BaseFor(bool isHttps) => ServesOverHttps(isHttps) ? HttpsBase : HttpBase;

    /// <summary>Which scheme a client gets; it may be one that the mirror does not have.</summary>
    public bool ServesOverHttps(bool needsHttps) => needsHttps || HttpBase is null || ForcesHttps;

    /// <param name="path">Path inside the repository without leading slash, decoded.</param>
    public bool Includes(ReadOnlySpan<char> path) => _include.Length == 0 || AnyMatches(_include, path);

    /// <inheritdoc cref="Includes"/>
    public bool Excludes(ReadOnlySpan<char> path) => _exclude.Length != 0 && AnyMatches(_exclude, path);

    /// <summary>True where the mirror sends every http request on to its https.</summary>
    private bool ForcesHttps => HttpsBase is not null
        && (Readiness.Of(new(IsHttps: false, IsIPv6: false)) ?? Readiness.Of(new(IsHttps: false, IsIPv6: true)))
            is { IsUp: false, Verdict: Verdict.ForcesHttps };

    private static Glob[] GlobsOf(IReadOnlyList<string> patterns) => [.. patterns.Select(pattern =>
        Glob.TryParse(pattern, out var glob, out var problem)
            ? glob
            : throw new ArgumentException($"'{pattern}': {problem}", nameof(patterns)))];

    private static bool AnyMatches(Glob[] globs, ReadOnlySpan<char> path)
    {
        foreach (var glob in globs)
        {
            if (glob.Matches(path)) return true;
        }

        return false;
    }
}

/// <summary>A rewriting rule for paths that old client set-ups ask for.</summary>
public sealed class PathAlias
{
    // Paths are at most 2,048 characters and the engine never backtracks, so no limit of time is needed.
    private readonly Regex _from;
    private readonly string _beginning;
    private readonly string _to;

    public PathAlias(AliasDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        _from = AliasExpression.Compile(definition.From);
        _beginning = AliasExpression.LiteralBeginning(definition.From);
        _to = definition.To;
    }

    /// <summary>
    /// Rewrites a path inside the repository to an absolute path of this service; null where the rule does not fit.
    /// </summary>
    public string? Rewrite(ReadOnlySpan<char> path) =>
        path.StartsWith(_beginning, StringComparison.Ordinal) && _from.IsMatch(path)
            ? _from.Replace(path.ToString(), _to, 1)
            : null;
}
