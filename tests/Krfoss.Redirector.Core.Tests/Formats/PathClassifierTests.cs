using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Formats;

public sealed class PathClassifierTests
{
    private static readonly PathKind[] MirrorKinds =
        [PathKind.Package, PathKind.PackageSignature, PathKind.InstallerImage];

    public static TheoryData<RepositoryFormat> Formats => [.. Enum.GetValues<RepositoryFormat>()];

    [Theory]
    [InlineData(RepositoryFormat.Apt, 80)]
    [InlineData(RepositoryFormat.Rpm, 60)]
    [InlineData(RepositoryFormat.Pacman, 40)]
    [InlineData(RepositoryFormat.Apk, 25)]
    [InlineData(RepositoryFormat.Plain, 30)]
    public void Real_paths_are_what_their_archives_say(RepositoryFormat format, int atLeast)
    {
        var rows = KnownPaths.Of(format);
        Assert.True(rows.Count >= atLeast, $"only {rows.Count} rows");
        Assert.Empty(Differences(rows, path => PathClassifier.Classify(format, path)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_spelling_with_escapes_changes_the_kind(RepositoryFormat format)
    {
        var rows = KnownPaths.Of(format).Where(row => !row.Path.Contains('%')).ToList();
        Assert.Empty(Differences(rows, path => PathClassifier.Classify(format, EscapeAll(path))));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Lone_dot_segments_change_nothing(RepositoryFormat format)
    {
        var rows = KnownPaths.Of(format).Where(row => !row.Path.StartsWith('/')).ToList();
        Assert.Empty(Differences(rows, path => PathClassifier.Classify(format, "./" + path)));
        Assert.Empty(Differences(rows, path => PathClassifier.Classify(format, path.Replace("/", "/./"))));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_signature_goes_where_the_signed_file_goes(RepositoryFormat format)
    {
        foreach (var (kind, path) in KnownPaths.Of(format))
        {
            if (kind is PathKind.PackageSignature or PathKind.Listing || !Path.HasExtension(path)) continue;
            if (path.EndsWith(".asc", StringComparison.Ordinal)) continue;
            if (path.EndsWith(".sign", StringComparison.Ordinal)) continue;
            var signature = PathClassifier.Classify(format, path + ".sig");
            var agree = MirrorKinds.Contains(kind) == MirrorKinds.Contains(signature);
            Assert.True(agree, $"{path}: {kind}, .sig {signature}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Folders_are_listings(RepositoryFormat format)
    {
        foreach (var (_, path) in KnownPaths.Of(format))
        {
            var folder = path[..(path.LastIndexOf('/') + 1)];
            string[] refused = ["..", "%2e%2e", "%2f", "//"];
            if (folder.StartsWith('/') || refused.Any(folder.Contains)) continue;
            Assert.Equal(PathKind.Listing, PathClassifier.Classify(format, folder));
        }
    }

    [Theory]
    [InlineData(RepositoryFormat.Apt, "dists/sid/main/binary-amd64/Packages.xz")]
    [InlineData(RepositoryFormat.Rpm, "9/os/repodata/repomd.xml")]
    [InlineData(RepositoryFormat.Pacman, "core/os/x86_64/core.db.tar.gz")]
    [InlineData(RepositoryFormat.Apk, "edge/main/x86_64/APKINDEX.tar.gz")]
    [InlineData(RepositoryFormat.Plain, "latest/packagesite.txz")]
    public void No_single_escape_turns_metadata_into_a_package(RepositoryFormat format, string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '/') continue;
            var spelled = $"{path[..i]}%{(int)path[i]:x2}{path[(i + 1)..]}";
            Assert.Equal(PathKind.Metadata, PathClassifier.Classify(format, spelled));
        }
    }

    [Fact]
    public void What_the_guard_should_have_refused_goes_to_the_origin()
    {
        string[] paths = ["pool/../a.deb", "pool//a.deb", "/pool/a.deb", "pool%2fa.deb", "pool/%00a.deb", "a%5cb.deb"];
        Assert.All(paths, path => Assert.Equal(PathKind.Unlisted, PathClassifier.Classify(RepositoryFormat.Apt, path)));
        var tooLong = "./" + new string('a', PathClassifier.MaxLength) + ".deb";
        Assert.Equal(PathKind.Unlisted, PathClassifier.Classify(RepositoryFormat.Apt, tooLong));
        Assert.Equal(PathKind.Package, PathClassifier.Classify(RepositoryFormat.Apt, "pool/a%.deb"));
    }

    [Fact]
    public void An_unknown_format_is_our_mistake() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PathClassifier.Classify((RepositoryFormat)99, "a"));

    [Theory]
    [MemberData(nameof(Formats))]
    public void Classifying_allocates_nothing(RepositoryFormat format)
    {
        var paths = KnownPaths.Of(format).Select(row => row.Path).ToArray();
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var path in paths) PathClassifier.Classify(format, path);
        }));
    }

    private static List<string> Differences(
        IEnumerable<(PathKind Kind, string Path)> rows, Func<string, PathKind> classify) =>
    [
        .. rows.Select(row => (row.Kind, row.Path, Seen: classify(row.Path)))
            .Where(row => row.Kind != row.Seen)
            .Select(row => $"{row.Path}: {row.Seen}, not {row.Kind}"),
    ];

    private static string EscapeAll(string path)
    {
        var escaped = new StringBuilder();
        foreach (var c in path) escaped.Append(c == '/' ? "/" : $"%{(int)c:X2}");
        return escaped.ToString();
    }
}
