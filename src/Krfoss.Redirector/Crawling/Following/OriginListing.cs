using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Finds index roots in the folder listings of an origin, as web servers write them: breadth first, only as deep as the
/// format's roots lie, and never many. What it finds is a beginning; clients show the rest by asking.
/// </summary>
internal sealed partial class OriginListing(OriginClient client, OriginReach reach, TimeProvider time)
{
    /// <summary>So many listings are read for a repository.</summary>
    public const int MaxListings = 120;

    /// <summary>So many roots are taken from them.</summary>
    public const int MaxRoots = 24;

    private const int MaxListingBytes = 1024 * 1024;

    private static readonly SearchValues<char> LeadElsewhere = SearchValues.Create("/\\:?#&");

    /// <summary>Folders that hold thousands of packages and no index root.</summary>
    private static readonly string[] Skipped =
    [
        "pool", "Packages", "images", "isos", "SRPMS", "by-hash", "doc", "tools", "project", "indices", "EFI", "debug",
    ];

    /// <summary>Paths of roots inside the repository; those nearest to the top first.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(RepositoryRoute route, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        var folders = new Queue<string>([""]);
        for (var read = 0; read < MaxListings && found.Count < MaxRoots && folders.TryDequeue(out var folder); read++)
        {
            if (!Uri.TryCreate($"{route.Origin}/{folder}", UriKind.Absolute, out var url)) continue;
            var request = new ProbeRequest(url) { MaxBodyBytes = MaxListingBytes };
            var answer = await client.AskAsync(request, cancellationToken);
            reach.Note(answer, time.GetUtcNow());
            if (!answer.IsAnswered || answer.Status != 200) continue;
            foreach (var name in NamesIn(Encoding.UTF8.GetString(answer.Body.Span)))
            {
                var path = folder + name;
                if (!name.EndsWith('/'))
                {
                    if (IndexRoots.IsRoot(route.Format, path)) found.Add(path);
                }
                else if (path.AsSpan().Count('/') <= DepthOf(route.Format) && !Skipped.Contains(name[..^1]))
                {
                    folders.Enqueue(path);
                }
            }
        }

        return [.. found.Take(MaxRoots)];
    }

    /// <summary>How many folders stand above the deepest usual root.</summary>
    private static int DepthOf(RepositoryFormat format) => format switch
    {
        // debian/pve/dists/bookworm/
        RepositoryFormat.Apt => 4,

        // 9/BaseOS/x86_64/os/repodata/, releases/43/Everything/x86_64/os/repodata/
        RepositoryFormat.Rpm => 6,

        // extra/os/x86_64/, v3.22/main/x86_64/
        _ => 3,
    };

    /// <summary>Plain names of files and folders that a listing links to; nothing that leads elsewhere.</summary>
    private static IEnumerable<string> NamesIn(string html) => Links().Matches(html)
        .Select(match => Uri.UnescapeDataString(match.Groups["target"].Value))
        .Select(target => target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target)
        .Where(name => name.Length is > 1 and < 256
            && name[0] is not ('/' or '.' or '?' or '#')
            && !name.AsSpan(0, name.Length - 1).ContainsAny(LeadElsewhere)
            && !name.Any(char.IsControl))
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(
        """<a\s[^>]{0,200}?href\s*=\s*["']?(?<target>[^"'\s>]{1,512})""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Links();
}
