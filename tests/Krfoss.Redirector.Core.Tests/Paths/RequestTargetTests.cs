using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Paths;

public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("ubuntu/x")]
    [InlineData("?x")]
    [InlineData("http://own.host/x")]
    [InlineData("https://evil.example/ubuntu/x")]
    [InlineData("evil:443")]
    [InlineData("\\ubuntu")]
    public void Only_origin_form_is_served(string target) => Refused(target, TargetVerdict.NotOriginForm);

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("///")]
    [InlineData("/ubuntu//x")]
    [InlineData("/ubuntu/x//")]
    [InlineData("/http://evil.example/a.deb")]
    public void Empty_segments_are_refused(string target) => Refused(target, TargetVerdict.DoubleSlash);

    [Theory]
    [InlineData("/a\\b")]
    [InlineData("/a b")]
    [InlineData("/a\"b")]
    [InlineData("/a<b")]
    [InlineData("/a>b")]
    [InlineData("/a{b")]
    [InlineData("/a}b")]
    [InlineData("/a|b")]
    [InlineData("/a`b")]
    [InlineData("/a[b")]
    [InlineData("/a]b")]
    [InlineData("/a#b")]
    [InlineData("/한.deb")]
    [InlineData("/a\u0080")]
    [InlineData("/a\u00ffb")]
    [InlineData("/a?b c")]
    [InlineData("/a?b\\c")]
    [InlineData("/a?b#c")]
    [InlineData("/a?한")]
    public void Bytes_outside_the_alphabet_are_refused(string target) => Refused(target, TargetVerdict.BadByte);

    [Fact]
    public void Every_byte_is_either_in_the_alphabet_or_refused()
    {
        const string Allowed = "-._~!$&'()*+,;=:@^";
        for (var c = '\0'; c <= '\u0100'; c++)
        {
            if (c is '%' or '/' or '?') continue;
            var isAllowed = char.IsAsciiLetterOrDigit(c) || Allowed.Contains(c);
            var expected = isAllowed ? TargetVerdict.Ok : TargetVerdict.BadByte;
            Assert.Equal(expected, RequestTarget.Check($"/a{c}b", out _));
            Assert.Equal(expected, RequestTarget.Check($"/a?x{c}y", out _));
        }
    }

    [Theory]
    [InlineData("/a%")]
    [InlineData("/a%2")]
    [InlineData("/a%/b")]
    [InlineData("/a%zz")]
    [InlineData("/a%2g")]
    [InlineData("/a%u002e")]
    [InlineData("/a%%32e")]
    [InlineData("/a?b%")]
    [InlineData("/a?b%4")]
    [InlineData("/a?b=%zz")]
    public void Escapes_without_two_digits_are_refused(string target) => Refused(target, TargetVerdict.BadEscape);

    [Theory]
    [InlineData("/a%00")]
    [InlineData("/a%0d%0aSet-Cookie:x=1")]
    [InlineData("/a%0D")]
    [InlineData("/a%0A")]
    [InlineData("/a%07")]
    [InlineData("/a%1f")]
    [InlineData("/a%7f")]
    [InlineData("/a%7F")]
    [InlineData("/a%2fb")]
    [InlineData("/a%2Fb")]
    [InlineData("/a%5cb")]
    [InlineData("/..%2f")]
    [InlineData("/..%5c")]
    [InlineData("/a?b=%0d%0aX:1")]
    [InlineData("/a?%00")]
    [InlineData("/a?%7f")]
    public void Escaped_separators_and_controls_are_refused(string target) =>
        Assert.Contains(
            RequestTarget.Check(target, out _),
            new[] { TargetVerdict.EncodedSeparatorOrControl, TargetVerdict.DotSegment });

    [Theory]
    [InlineData("/%c0%ae")]
    [InlineData("/%c0%af")]
    [InlineData("/%e0%80%af")]
    [InlineData("/%f0%80%80%af")]
    [InlineData("/%ed%a0%80")]
    [InlineData("/%f4%90%80%80")]
    [InlineData("/%f8%80%80%80%af")]
    [InlineData("/%ff%fe")]
    [InlineData("/%80")]
    [InlineData("/%ed%95")]
    [InlineData("/%ed%95/%9c")]
    [InlineData("/a?b=%ff")]
    public void Broken_utf8_is_refused(string target) => Refused(target, TargetVerdict.BrokenUtf8);

    [Theory]
    [InlineData("/..")]
    [InlineData("/../x")]
    [InlineData("/a/../x")]
    [InlineData("/a/..")]
    [InlineData("/a/..?x")]
    [InlineData("/a/%2e%2e/x")]
    [InlineData("/a/%2E./x")]
    [InlineData("/a/.%2e/x")]
    [InlineData("/a/%2e%2e")]
    [InlineData("/a/..;/x")]
    [InlineData("/a/..;v=1/x")]
    [InlineData("/a/..%3b/x")]
    [InlineData("/a/..%23/x")]
    [InlineData("/a/..%3f/x")]
    [InlineData("/a/.;/x")]
    [InlineData("/a/%2e/x")]
    [InlineData("/a/%2e")]
    public void Dot_segments_are_refused(string target) => Refused(target, TargetVerdict.DotSegment);

    [Theory]
    [InlineData("/a/%252e%252e/x")]
    [InlineData("/a/%252e./x")]
    [InlineData("/a/.%252e/x")]
    [InlineData("/a/%252e/x")]
    [InlineData("/a%252fx")]
    [InlineData("/a%252Fx")]
    [InlineData("/a%255cx")]
    [InlineData("/a%2500")]
    [InlineData("/a%250d%250aX")]
    [InlineData("/a%257f")]
    [InlineData("/a%25%32%66b")]
    [InlineData("/a%25252fb")]
    [InlineData("/a%2525252fb")]
    [InlineData("/a%25c0%25af")]
    [InlineData("/a%2525252525252541")]
    [InlineData("/a?b=%250d%250a")]
    [InlineData("/a?b=%252500")]
    public void What_appears_by_decoding_again_is_refused(string target) =>
        Refused(target, TargetVerdict.HiddenByDoubleEscape);

    [Theory]
    [InlineData("/")]
    [InlineData("/?")]
    [InlineData("/debian/pool/main/d/debian-odd_1.0%2bgit%7erc1-1_all.deb")]
    [InlineData("/debian/pool/main/d/debian-odd_1.0%2Bgit%7Erc1-1_all.deb")]
    [InlineData("/debian/debian-odd_1.0+git~rc1-1_all.deb")]
    [InlineData("/debian/a%3a1.deb")]
    [InlineData("/debian/a%253a1.deb")]
    [InlineData("/arch/x-1:1.0-1-any.pkg.tar.zst")]
    [InlineData("/debian/%ED%95%9C.deb")]
    [InlineData("/debian/%f0%9f%90%a7.deb")]
    [InlineData("/debian/a%20b.deb")]
    [InlineData("/debian/100%25.deb")]
    [InlineData("/debian/100%25zz.deb")]
    [InlineData("/debian/a%252541.deb")]
    [InlineData("/debian/a@b(c)!,;=$&.deb")]
    [InlineData("/debian/./InRelease")]
    [InlineData("/debian/././a/.")]
    [InlineData("/debian/a%2eb")]
    [InlineData("/debian/a%252eb")]
    [InlineData("/rpm/a-1.0^git1-1.rpm")]
    [InlineData("/rpm/a-1.0%5egit1-1.rpm")]
    [InlineData("/rpm/.treeinfo")]
    [InlineData("/rpm/%2etreeinfo")]
    [InlineData("/a/...")]
    [InlineData("/a/..b")]
    [InlineData("/a/b..")]
    [InlineData("/a%3fb%23c")]
    [InlineData("/a?x=1&y=%20z")]
    [InlineData("/a?path=rocky%2F9%2Fos&u=http://x/../y?z")]
    [InlineData("/a?b=..%5c")]
    [InlineData("/~no=m1,m2/ubuntu/x")]
    public void Honest_targets_are_accepted(string target)
    {
        Assert.Equal(TargetVerdict.Ok, RequestTarget.Check(target, out var parts));
        Assert.Null(NaiveReader.Complaint(target));
        Assert.Equal(target, parts.PathOf(target).ToString() + parts.QueryOf(target).ToString());
    }

    [Theory]
    [InlineData("/a/b?c=d?e", "/a/b", "?c=d?e")]
    [InlineData("/a/b?", "/a/b", "?")]
    [InlineData("/a/b", "/a/b", "")]
    [InlineData("/?mirrorlist", "/", "?mirrorlist")]
    public void The_first_question_mark_ends_the_path(string target, string path, string query)
    {
        Assert.Equal(TargetVerdict.Ok, RequestTarget.Check(target, out var parts));
        Assert.Equal(path, parts.PathOf(target).ToString());
        Assert.Equal(query, parts.QueryOf(target).ToString());
        Assert.Equal(query.Length > 0, parts.HasQuery);
    }

    [Fact]
    public void The_longest_target_is_2048_characters_with_its_query()
    {
        Assert.Equal(TargetVerdict.Ok, RequestTarget.Check("/" + new string('a', 2047), out _));
        Refused("/" + new string('a', 2048), TargetVerdict.TooLong);
        Refused("/a?" + new string('a', 2046), TargetVerdict.TooLong);
        Refused("/" + new string('a', 7000), TargetVerdict.TooLong);
    }

    [Fact]
    public void Escapes_nested_without_end_are_refused_and_not_unwound()
    {
        Refused("/%" + string.Concat(Enumerable.Repeat("25", 1000)) + "41", TargetVerdict.HiddenByDoubleEscape);
        Refused("/?%" + string.Concat(Enumerable.Repeat("25", 1000)) + "41", TargetVerdict.HiddenByDoubleEscape);
    }

    [Theory]
    [InlineData("/debian/pool/main/a/apt/apt_2.6.1_amd64.deb?x=1")]
    [InlineData("/debian/pool/main/g/gcc/g%2b%2b_12_amd64.deb?x=%20")]
    [InlineData("/debian/./%ED%95%9C%252541")]
    [InlineData("/debian/%252e%252e/x")]
    public void Checking_allocates_nothing(string target) =>
        Assert.Equal(0, Allocation.Of(() => RequestTarget.Check(target, out _)));

    private static void Refused(string target, TargetVerdict verdict)
    {
        Assert.Equal(verdict, RequestTarget.Check(target, out var parts));
        Assert.Equal(default, parts);
    }
}
