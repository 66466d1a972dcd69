using System.Diagnostics;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Catalog;

public sealed class GlobTests
{
    [Theory]
    [InlineData("**", "")]
    [InlineData("**", "a/b/c")]
    [InlineData("dists/**", "dists/stable/InRelease")]
    [InlineData("dists/**", "dists")]
    [InlineData("**/*_s390x.deb", "x_s390x.deb")]
    [InlineData("**/*_s390x.deb", "pool/main/x/x_1.0_s390x.deb")]
    [InlineData("pool/*/a", "pool/main/a")]
    [InlineData("pool/**/a/**/b", "pool/a/b")]
    [InlineData("pool/**/a/**/b", "pool/x/a/y/a/z/b")]
    [InlineData("a/**/**", "a")]
    [InlineData("a?c", "abc")]
    [InlineData("*", "")]
    [InlineData("a*b*c", "aXbXbXc")]
    [InlineData("**/b/*.rpm", "b/b/b/c.rpm")]
    [InlineData("dists/**", "dists/")]
    [InlineData("미러/*", "미러/가")]
    [InlineData("a+b.c", "a+b.c")]
    public void Pattern_matches(string pattern, string path) => Assert.True(Parse(pattern).Matches(path));

    [Theory]
    [InlineData("dists/**", "distsx/a")]
    [InlineData("dists/**", "x/dists/a")]
    [InlineData("*", "a/b")]
    [InlineData("a?c", "a/c")]
    [InlineData("a?c", "ac")]
    [InlineData("pool/*", "pool/a/b")]
    [InlineData("**/*.deb", "a.deb/b")]
    [InlineData("a/**/b", "a/b/c")]
    [InlineData("a/b", "a")]
    [InlineData("a", "a/b")]
    [InlineData("A", "a")]
    [InlineData("a.c", "abc")]
    [InlineData("**/x", "")]
    public void Pattern_does_not_match(string pattern, string path) => Assert.False(Parse(pattern).Matches(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a**")]
    [InlineData("***")]
    [InlineData("[ab]")]
    [InlineData("{a,b}")]
    [InlineData("!a")]
    [InlineData("a\\b")]
    [InlineData("a\nb")]
    public void Pattern_that_could_be_misread_is_refused(string pattern)
    {
        Assert.False(Glob.TryParse(pattern, out var glob, out var problem));
        Assert.Null(glob);
        Assert.NotEmpty(problem);
        Assert.False(Glob.TryParse(new string('a', Glob.MaxLength + 1), out _, out _));
    }

    [Fact]
    public void Agrees_with_a_plain_recursive_matcher_on_every_short_case()
    {
        string[] segments = ["**", "*", "a", "?", "a*"];
        string[] names = ["", "a", "b", "aa"];
        var patterns = Sequences(segments).Select(s => string.Join('/', s)).ToList();
        var paths = Sequences(names).Select(s => string.Join('/', s)).ToList();
        foreach (var pattern in patterns)
        {
            var glob = Parse(pattern);
            foreach (var path in paths)
                Assert.True(Matches(pattern.Split('/'), path.Split('/')) == glob.Matches(path), $"{pattern} on {path}");
        }
    }

    [Theory]
    [InlineData("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")]
    [InlineData("**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/a/**/b")]
    [InlineData("**/*a*a*a*a*b/**/*a*a*a*a*b/**/*a*a*a*a*b")]
    public void Hostile_pattern_takes_no_time_and_no_memory(string pattern)
    {
        var glob = Parse(pattern);
        var flat = new string('a', 2000);
        var deep = string.Concat(Enumerable.Repeat("a/", 1000)) + "a";
        Assert.False(glob.Matches(flat) || glob.Matches(deep));
        Assert.Equal(0, Allocation.Of(() => _ = glob.Matches(flat) | glob.Matches(deep)));
        var start = Stopwatch.GetTimestamp();
        var matched = glob.Matches(flat) | glob.Matches(deep);
        var elapsed = Stopwatch.GetElapsedTime(start);
        Assert.False(matched);
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"{elapsed}");
    }

    private static Glob Parse(string pattern)
    {
        Assert.True(Glob.TryParse(pattern, out var glob, out var problem), problem);
        return glob;
    }

    private static IEnumerable<string[]> Sequences(string[] words) =>
        from length in Enumerable.Range(1, 4)
        from number in Enumerable.Range(0, (int)Math.Pow(words.Length, length))
        select Enumerable.Range(0,
            length).Select(i => words[number / (int)Math.Pow(words.Length, i) % words.Length]).ToArray();

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty) return path.IsEmpty;
        if (pattern[0] is "**") return Matches(pattern[1..], path) || (!path.IsEmpty && Matches(pattern, path[1..]));
        return !path.IsEmpty && MatchesName(pattern[0], path[0]) && Matches(pattern[1..], path[1..]);
    }

    private static bool MatchesName(ReadOnlySpan<char> wanted, ReadOnlySpan<char> name)
    {
        if (wanted.IsEmpty) return name.IsEmpty;
        if (wanted[0] == '*')
            return MatchesName(wanted[1..], name) || (!name.IsEmpty && MatchesName(wanted, name[1..]));
        return !name.IsEmpty && (wanted[0] == '?' || wanted[0] == name[0]) && MatchesName(wanted[1..], name[1..]);
    }
}
