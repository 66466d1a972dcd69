using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>Rules that look at more than one value. They see what is right in itself; each breach is one problem at
/// the value to change.</summary>
public static class CatalogRules
{
    /// <summary>Paths are unique; aliases lead to a declared repository (others are left out,
    /// with a warning).</summary>
    public static IReadOnlyList<RepositoryDefinition> CheckRepositories(
        IReadOnlyList<DeclaredRepository> repositories,
        Uri? site,
        ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(repositories);
        ArgumentNullException.ThrowIfNull(problems);
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (repository, node, _) in repositories)
        {
            if (LeadsBack(repository.Origin, site))
                TellLoop(Value(node, "origin") ?? node, repository.Origin, problems);
            if (paths.TryAdd(repository.Path, repository.Id)) continue;
            var at = Value(node, "path") ?? node.Key!;
            var owner = Wording.Quote(paths[repository.Path]);
            var text = $"path {Wording.Quote(repository.Path)} is taken by repository {owner}";
            problems.Error(at, text, "each repository needs a path of its own");
        }

        return [.. repositories.Select(r => r.Definition with { Aliases = KnownTargets(r, paths, problems) })];
    }

    /// <summary>Private and monopoly mirrors name whom they serve; no two mirrors share a base URL.</summary>
    public static void CheckMirrors(
        IReadOnlyList<Declared<MirrorDefinition>> mirrors, Uri? site, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(mirrors);
        ArgumentNullException.ThrowIfNull(problems);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (mirror, node) in mirrors)
        {
            var hasNetblocks = IsGiven(node, "netblocks") || IsGiven(node, "subnets");
            if (mirror.Private && !hasNetblocks && !IsGiven(node, "networks") && !IsGiven(node, "asns"))
            {
                var text = $"private mirror {Wording.Quote(mirror.Id)} serves nobody";
                problems.Error(Value(node, "private")!, text, "add netblocks, networks or asns of its clients");
            }
            else if (mirror.Private && !IsGiven(node, "checkin_sha256"))
            {
                var text = $"private mirror {Wording.Quote(mirror.Id)} cannot check in, and counts as out of service";
                problems.Warn(Value(node, "private")!, text, $"krfoss-redirector checkin-token {mirror.Id}");
            }

            if (!mirror.Monopoly && IsGiven(node, "monopoly_fallback"))
                problems.Warn(Value(node, "monopoly_fallback")!, "`monopoly_fallback` without monopoly does nothing");

            if (mirror.Monopoly && !hasNetblocks)
            {
                var text = $"monopoly mirror {Wording.Quote(mirror.Id)} has no netblocks";
                problems.Error(Value(node, "monopoly")!, text, "add the netblocks whose clients get this mirror alone");
            }

            foreach (var url in mirror.Urls)
            {
                CheckOwner(url, mirror.Id, node, owners, problems);
                if (LeadsBack(url, site)) TellLoop(Value(node, "urls")!, url, problems);
            }
        }
    }

    private static void CheckOwner(
        Uri url,
        string mirror,
        CatalogNode node,
        Dictionary<string, string> owners,
        ProblemList problems)
    {
        if (owners.TryAdd(url.OriginalString, mirror)) return;
        var owner = owners[url.OriginalString] is var id && string.Equals(id, mirror, StringComparison.Ordinal)
            ? "this mirror"
            : "mirror " + Wording.Quote(id);
        var at = Value(node, "urls")!.Children.Last(item => IsSame(item.Text, url.OriginalString));
        problems.Warn(at, $"{Wording.Quote(url.OriginalString)} is an address of {owner} already", "each address once");
    }

    private static bool LeadsBack(Uri url, Uri? site) => site is not null
        && url.Host.Equals(site.Host, StringComparison.OrdinalIgnoreCase)
        && (url.Port == site.Port || (url.IsDefaultPort && site.IsDefaultPort));

    private static void TellLoop(CatalogNode at, Uri url, ProblemList problems) => problems.Error(
        at,
        $"{Wording.Quote(url.OriginalString)} is this redirector's own address, so clients would go round in circles",
        "write the address of the server that has the files");

    private static bool IsSame(string written, string normal) =>
        written.TrimEnd('/').Equals(normal, StringComparison.OrdinalIgnoreCase);

    private static List<AliasDefinition> KnownTargets(
        DeclaredRepository repository,
        IReadOnlyDictionary<string, string> paths,
        ProblemList problems)
    {
        List<AliasDefinition> known = [];
        foreach (var (alias, node) in repository.Aliases)
        {
            if (LeadsTo(alias.To, paths))
            {
                known.Add(alias);
                continue;
            }

            var target = Wording.Quote(alias.To);
            var text = $"the alias leads to {target}, where no declared repository is, and is left out";
            problems.Warn(node, text, "declare that repository, or correct the path");
        }

        return known;
    }

    // The part before the first $ must name a repository in whole segments: what a group brings is the client's choice.
    private static bool LeadsTo(string target, IReadOnlyDictionary<string, string> paths)
    {
        var dollar = target.IndexOf('$', StringComparison.Ordinal);
        var plain = dollar < 0 ? target + "/" : target[..dollar];
        for (var slash = plain.LastIndexOf('/'); slash > 0; slash = plain.LastIndexOf('/', slash - 1))
        {
            if (paths.ContainsKey(plain[..slash])) return true;
        }

        return false;
    }

    // Judged by what was written, not by what could be read: a mistyped netblock is one mistake, not two.
    private static bool IsGiven(CatalogNode mirror, string key) =>
        Value(mirror, key) is { Kind: CatalogNodeKind.Refused or CatalogNodeKind.Scalar } or { Children.Count: > 0 };

    private static CatalogNode? Value(CatalogNode map, string key) =>
        map.Children.FirstOrDefault(child => string.Equals(child.Key?.Text, key, StringComparison.Ordinal)
            && !child.IsNull);
}
