using System.Text;
using Krfoss.Redirector.Core.Formats.Packing;

namespace Krfoss.Redirector.Core.Tests.Formats;

/// <summary>bzip2, against what the reference program packed.</summary>
public sealed class Bzip2Tests
{
    private const string Hello =
        "QlpoOTFBWSZTWeW18wkAAARRAAAQQAACRKAAIbUYDAKQacKjC7kinChIctr5hIA=";

    private const string Runs =
        "QlpoOTFBWSZTWUa3tpoAAAdRAeAAACA4AACAAAggACG0k2SEMCOzBR16SpEOpdbPi7kinChII1vbTQA=";

    private const string All =
        "QlpoOTFBWSZTWeWjwewAAAH/////////////////////////////////////////////wAIcAAEmAAmAAJgAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAkwAEwABMAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEmAAmAAJgAA"
        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAFVVQEwEwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD+kBIE"
        + "QMghBT/iDEHIQQkhRCyGH/kNIcQ8iBESJETIoRUixFyMEZI0RsjhHSPEfJASEkRIySElJMSclBKSVErJYS0lxLyY"
        + "ExJkTMmhNSbE3JwTknROyeE9J8T8oBQShFDKIUUoxRykFJKUUsphTSnFPKgVEqRUyqFVKsVcrBWStFbK4V0rxXyw"
        + "FhLEWMshZSzFnLQWktRay2FtLcW8uBcS5FzLoXUuxdy8F5L0XsvhfS/F/MAYEwRgzCGFMMYcxBiTFGLMYY0xxjzI"
        + "GRMkZMyhlTLGXMwZkzRmzOGdM8Z80BoTRGjNIaU0xpzUGpNUas1hrTXGvNgbE2RszaG1Nsbc3BuTdG7N4b03xvzg"
        + "HBOEcM4hxTjHHOQck5RyzmHNOcc86B0TpHTOodU6x1zsHZO0ds7h3TvHfPAeE8R4zyHlPMec9B6T1HrPYe09x7z4"
        + "HxPkfM+h9T7H3Pwfk/R+z+H9P8LuSKcKEhy0eD2A";

    private const string Two =
        "QlpoOTFBWSZTWc+6oLQAAAGRAEAAAgGgACGaaDNNDLxdyRThQkM+6oLQQlpoOTFBWSZTWc3cjZoAAACBgAAAhIAg"
        + "ACGYGYRhdyRThQkM3cjZoA==";

    [Fact]
    public void What_the_reference_program_packed_is_unpacked()
    {
        Assert.Equal("hello hello hello\n", Text(Hello));
        Assert.Equal(
            new string('a', 1000) + "bbbb" + "ccccc" + new string('\0', 300), Text(Runs));
        Assert.Equal(
            Enumerable.Range(0, 1024).Select(i => (byte)i),
            Bzip2.TryDecompress(Convert.FromBase64String(All), 2000, out var bytes) ? bytes : []);
    }

    [Fact]
    public void Streams_may_follow_each_other() => Assert.Equal("one two", Text(Two));

    [Fact]
    public void No_content_is_content() => Assert.Equal("", Text("QlpoORdyRThQkAAAAAA="));

    [Fact]
    public void What_unpacks_to_more_than_is_allowed_is_refused()
    {
        var packed = Convert.FromBase64String(Runs);
        Assert.True(Bzip2.TryDecompress(packed, 1309, out _));
        Assert.False(Bzip2.TryDecompress(packed, 1308, out var nothing));
        Assert.Empty(nothing);
        Assert.False(Bzip2.TryDecompress(packed, 1, out _));
    }

    [Fact]
    public void Every_shorter_piece_is_refused()
    {
        foreach (var packed in ((string[])[Hello, Runs, All]).Select(Convert.FromBase64String))
        {
            for (var length = 0; length < packed.Length; length++)
                Assert.False(Bzip2.TryDecompress(packed.AsSpan(0, length), 10_000, out _), $"{length}");
        }
    }

    [Fact]
    public void Damage_never_throws_and_never_passes_unseen()
    {
        var packed = Convert.FromBase64String(All);
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = packed.ToArray();
            damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (!Bzip2.TryDecompress(damaged, 10_000, out var content)) continue;

            // The sum over all blocks, the size in the head and the padding at the end may differ; the content may not.
            Assert.Equal(Enumerable.Range(0, 1024).Select(n => (byte)n), content);
        }
    }

    [Fact]
    public void Noise_is_refused()
    {
        var random = new Random(11);
        var noise = new byte[4096];
        for (var i = 0; i < 500; i++)
        {
            random.NextBytes(noise);
            "BZh9\u0031\u0041\u0059\u0026\u0053\u0059"u8.CopyTo(noise);
            Assert.False(Bzip2.TryDecompress(noise, 1_000_000, out _));
        }
    }

    private static string? Text(string packed) =>
        Bzip2.TryDecompress(Convert.FromBase64String(packed), 10_000, out var content)
            ? Encoding.UTF8.GetString(content)
            : null;
}
