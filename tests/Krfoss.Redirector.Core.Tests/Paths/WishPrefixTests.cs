using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Paths;

public sealed class WishPrefixTests
{
    [Theory]
    [InlineData("/ubuntu/x", WishKinds.None, "/ubuntu/x")]
    [InlineData("/", WishKinds.None, "/")]
    [InlineData("", WishKinds.None, "")]
    [InlineData("/~origin/ubuntu/x", WishKinds.Origin, "/ubuntu/x")]
    [InlineData("/~v4/~https/ubuntu/x", WishKinds.V4 | WishKinds.Https, "/ubuntu/x")]
    [InlineData("/~no=m1/ubuntu/x", WishKinds.No, "/ubuntu/x")]
    [InlineData("/~no=m1,m2/~only=m3/ubuntu/", WishKinds.No | WishKinds.Only, "/ubuntu/")]
    [InlineData("/~origin", WishKinds.Origin, "")]
    [InlineData("/~origin/", WishKinds.Origin, "/")]
    [InlineData("/~origin/~origin/x", WishKinds.Origin, "/x")]
    [InlineData("/ubuntu/~origin/x", WishKinds.None, "/ubuntu/~origin/x")]
    [InlineData("/~v4/ubuntu/~https/x", WishKinds.V4, "/ubuntu/~https/x")]
    public void Wishes_stand_in_front_and_the_rest_is_left_alone(string path, WishKinds kinds, string rest)
    {
        Assert.Equal(WishVerdict.Ok, WishPrefix.Parse(path, out var wishes));
        Assert.Equal(kinds, wishes.Kinds);
        Assert.Equal(rest, path[wishes.RestStart..]);
    }

    [Theory]
    [InlineData("/ubuntu/x", "m1", true)]
    [InlineData("/~no=m1/x", "m1", false)]
    [InlineData("/~no=m1/x", "m2", true)]
    [InlineData("/~no=m1/x", "m", true)]
    [InlineData("/~no=m1/x", "m11", true)]
    [InlineData("/~no=m1,m2/x", "m2", false)]
    [InlineData("/~no=m1/~no=m2/x", "m1", false)]
    [InlineData("/~no=m1/~no=m2/x", "m2", false)]
    [InlineData("/~only=m1/x", "m1", true)]
    [InlineData("/~only=m1/x", "m2", false)]
    [InlineData("/~only=m1/~only=m2/x", "m1", true)]
    [InlineData("/~only=m1,m2/~no=m2/x", "m2", false)]
    [InlineData("/~only=m1,m2/~no=m2/x", "m1", true)]
    [InlineData("/~origin/x", "m1", true)]
    public void Lists_rule_mirrors_in_and_out(string path, string mirrorId, bool allowed)
    {
        Assert.Equal(WishVerdict.Ok, WishPrefix.Parse(path, out var wishes));
        Assert.Equal(allowed, wishes.Allows(path, mirrorId));
    }

    [Theory]
    [InlineData("/~no/x")]
    [InlineData("/~no=/x")]
    [InlineData("/~no=m1,/x")]
    [InlineData("/~no=,m1/x")]
    [InlineData("/~no=m1,,m2/x")]
    [InlineData("/~no=M1/x")]
    [InlineData("/~no=-m/x")]
    [InlineData("/~no=.m/x")]
    [InlineData("/~no=m1%2cm2/x")]
    [InlineData("/~no=m1=m2/x")]
    [InlineData("/~only=m 1/x")]
    [InlineData("/~only=한/x")]
    [InlineData("/~origin=1/x")]
    [InlineData("/~v4=/x")]
    [InlineData("/~https=yes/x")]
    [InlineData("/~origin/~no=/x")]
    public void A_wish_written_wrongly_is_malformed(string path) => Refused(path, WishVerdict.Malformed);

    [Theory]
    [InlineData("/~")]
    [InlineData("/~/x")]
    [InlineData("/~user/x")]
    [InlineData("/~NO=m1/x")]
    [InlineData("/~no%3dm1/x")]
    [InlineData("/~v6/x")]
    [InlineData("/~=/x")]
    [InlineData("/~origin/~user/x")]
    public void Other_words_are_unknown_paths(string path) => Refused(path, WishVerdict.Unknown);

    [Fact]
    public void Wishes_and_ids_are_bounded()
    {
        Assert.Equal(WishVerdict.Ok, WishPrefix.Parse(Repeat("/~v4", 8) + "/x", out _));
        Refused(Repeat("/~v4", 9) + "/x", WishVerdict.TooMany);
        Assert.Equal(WishVerdict.Ok, WishPrefix.Parse(Repeat("/~no=a,b", 8) + "/x", out var wishes));
        Assert.False(wishes.Allows(Repeat("/~no=a,b", 8), "b"));
        Refused("/~no=a" + Repeat(",b", 16) + "/x", WishVerdict.TooMany);
        Refused("/~no=a" + Repeat(",b", 8) + "/~only=a" + Repeat(",b", 8) + "/x", WishVerdict.TooMany);
        Assert.Equal(WishVerdict.Ok, WishPrefix.Parse("/~no=" + new string('a', 63) + "/x", out _));
        Refused("/~no=" + new string('a', 64) + "/x", WishVerdict.Malformed);
    }

    [Fact]
    public void Reading_and_asking_allocate_nothing()
    {
        const string Wished = "/~no=m1,m2/~only=m3,m4/~https/ubuntu/x";
        Assert.Equal(0, Allocation.Of(Ask));

        static void Ask()
        {
            WishPrefix.Parse(Wished, out var wishes);
            Assert.True(wishes.Allows(Wished, "m4"));
        }
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static void Refused(string path, WishVerdict verdict)
    {
        Assert.Equal(verdict, WishPrefix.Parse(path, out var wishes));
        Assert.Equal(WishKinds.None, wishes.Kinds);
    }
}
