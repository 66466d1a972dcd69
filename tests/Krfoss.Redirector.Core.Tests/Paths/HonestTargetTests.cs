using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Tests.Formats;

namespace Krfoss.Redirector.Core.Tests.Paths;

public sealed class HonestTargetTests
{
    private const string Words = "lib perl python3 gtk linux-image g++ x11 qt6 rust- golang- fonts- node- ko-";

    [Fact]
    public void Every_name_that_archives_really_form_is_accepted()
    {
        var random = new Random(7);
        var words = Words.Split(' ');
        for (var i = 0; i < 20_000; i++)
        {
            var name = words[random.Next(words.Length)] + words[random.Next(words.Length)] + random.Next(100);
            var suffix = Pick(random, "+dfsg", "~rc1", "+git20240101", "", "~0.1+b2");
            var version = $"{random.Next(20)}.{random.Next(99)}{suffix}";
            Accepted($"/debian/pool/main/{name[0]}/{name}/{name}_{version}-{random.Next(9)}_amd64.deb");
            Accepted($"/rocky/9/os/Packages/{name[0]}/{name}-{version}^{random.Next(99)}-1.el9_4.x86_64.rpm");
            Accepted($"/archlinux/os/{name}-{random.Next(3)}:{version.Replace('~', '_')}-1-any.pkg.tar.zst");
        }
    }

    [Fact]
    public void Every_name_of_a_whole_debian_release_is_accepted_as_apt_spells_it()
    {
        var file = Path.Combine(KnownPaths.RepositoryRoot(), "..", "shared", "data", "hostile", "filenames.txt");
        var names = File.Exists(file)
            ? File.ReadLines(file)
            : KnownPaths.Of(RepositoryFormat.Apt).Where(row => row.Kind == PathKind.Package).Select(row => row.Path);
        var seen = 0;
        foreach (var name in names)
        {
            seen++;
            Accepted("/debian/" + name);
            Assert.Equal(PathKind.Package, PathClassifier.Classify(RepositoryFormat.Apt, name));
        }

        Assert.True(seen > 20, $"only {seen} names");
    }

    private static string Pick(Random random, params string[] values) => values[random.Next(values.Length)];

    private static void Accepted(string target)
    {
        string[] spellings =
        [
            target,
            target.Replace("+", "%2b").Replace("~", "%7e").Replace("^", "%5e"),
            target.Replace("+", "%2B").Replace("^", "%5E").Replace(":", "%3A"),
        ];
        foreach (var spelling in spellings)
        {
            Assert.True(RequestTarget.Check(spelling, out var parts) == TargetVerdict.Ok && !parts.HasQuery, spelling);
        }
    }
}
