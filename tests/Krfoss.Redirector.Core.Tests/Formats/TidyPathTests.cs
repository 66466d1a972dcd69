using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Formats;

public sealed class TidyPathTests
{
    [Theory]
    [InlineData("a%20b/c%2B%2B.deb", "a b/c++.deb")]
    [InlineData("%EC%9E%90%EB%A3%8C/x.iso", "자료/x.iso")]
    [InlineData("%ec%9e%90x%C3%A9", "자xé")]
    [InlineData("%F0%9F%90%A7%EC%9E%90.iso", "🐧자.iso")]
    [InlineData("./%EC%9E%90/./x", "자/x")]
    [InlineData("100%/a%zz", "100%/a%zz")]
    public void Escapes_are_read_as_utf_8(string path, string expected) => Assert.Equal(expected, Tidy(path));

    [Theory]
    [InlineData("./a%2b/%zz/./b", "a%2b/%zz/b")]
    [InlineData("자료/x", "자료/x")]
    [InlineData("a/../b", null)]
    [InlineData("/a", null)]
    [InlineData("a//b", null)]
    [InlineData("a\n", null)]
    public void A_name_that_was_never_escaped_keeps_its_percent_signs(string path, string? expected)
    {
        var tidy = new char[path.Length];
        var isTidy = TidyPath.TryWriteUnescaped(path, tidy, out var length);
        Assert.Equal(expected, isTidy ? new(tidy, 0, length) : null);
    }

    [Theory]
    [InlineData("%EC%9E")]
    [InlineData("%EC%9Ex%90")]
    [InlineData("%90a")]
    [InlineData("%FFa")]
    [InlineData("%C0%AFa")]
    [InlineData("%ED%A0%80a")]
    [InlineData("%EC%9E/%90")]
    [InlineData("%EC%9E%9")]
    [InlineData("%F5%80%80%80")]
    public void Broken_utf_8_has_no_tidy_form(string path) => Assert.Null(Tidy(path));

    [Theory]
    [InlineData("자료/**", "%EC%9E%90%EB%A3%8C/x.iso", true)]
    [InlineData("자?/x.iso", "%EC%9E%90%EB%A3%8C/x.iso", true)]
    [InlineData("자??/x.iso", "%EC%9E%90%EB%A3%8C/x.iso", false)]
    [InlineData("자*/x.iso", "%EC%9E%90%EB%A3%8C/x.iso", true)]
    [InlineData("자료/**", "%EC%9E%90%EB%A3%8D/x.iso", false)]
    public void A_pattern_with_Korean_names_excludes_what_clients_ask_for(string pattern, string path, bool excluded)
    {
        var mirror = new MirrorDefinition("m", "m", new("Seoul", "KR", new(37.5, 127)), [new("https://m.example")], []);
        var candidate = new MirrorCandidate(new(mirror, [], isPaused: false), new("x", "/x", [], [pattern]));
        Assert.Equal(excluded, candidate.Excludes(Tidy(path)));
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        const string Path = "./%EC%9E%90%EB%A3%8C/%F0%9F%90%A7/a%20b.iso";
        Span<char> tidy = stackalloc char[Path.Length];
        Assert.True(TidyPath.TryWrite(Path, tidy, out _));
        var before = GC.GetAllocatedBytesForCurrentThread();
        TidyPath.TryWrite(Path, tidy, out _);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string? Tidy(string path)
    {
        var tidy = new char[path.Length];
        return TidyPath.TryWrite(path, tidy, out var length) ? new(tidy, 0, length) : null;
    }
}
