using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using static Krfoss.Redirector.Core.Tests.Health.Checks.CheckScene;

namespace Krfoss.Redirector.Core.Tests.Health.Checks;

/// <summary>What the first bytes of a package tell.</summary>
public sealed class SampleRulesTests
{
    [Theory]
    [InlineData(404, Verdict.PackagesMissing)]
    [InlineData(410, Verdict.PackagesMissing)]
    [InlineData(403, Verdict.PackagesMissing)]
    [InlineData(416, Verdict.WrongSize)]
    [InlineData(200, Verdict.NoRange)]
    [InlineData(429, Verdict.Busy)]
    [InlineData(500, Verdict.ServerError)]
    [InlineData(304, Verdict.ServerError)]
    public void Status_decides_where_it_is_no_part(int status, Verdict expected) =>
        Assert.Equal(expected, Judge(Part() with { Status = status }));

    [Theory]
    [InlineData(0L, 50_000L, 1024, Verdict.Ok)]
    [InlineData(0L, 49_999L, 1024, Verdict.WrongSize)]
    [InlineData(0L, 0L, 1024, Verdict.WrongSize)]
    [InlineData(0L, null, 1024, Verdict.NoRange)]
    [InlineData(5L, 50_000L, 1024, Verdict.NoRange)]
    [InlineData(0L, 50_000L, 1023, Verdict.WrongSize)]
    [InlineData(0L, 50_000L, 0, Verdict.WrongSize)]
    [InlineData(0L, 50_000L, 2000, Verdict.NoRange)]
    public void Range_and_length_must_fit(long from, long? total, int bytes, Verdict expected)
    {
        var body = new byte[bytes];
        Package.AsSpan(0, Math.Min(bytes, Package.Length)).CopyTo(body);
        Assert.Equal(expected, Judge(Part() with { ContentRange = (from, total), Body = body }));
    }

    [Fact]
    public void Part_without_a_range_or_encoded_is_no_part()
    {
        Assert.Equal(Verdict.NoRange, Judge(Part() with { ContentRange = null }));
        Assert.Equal(Verdict.NoRange, Judge(Part() with { ContentEncoding = "gzip" }));
    }

    [Fact]
    public void Page_in_place_of_a_package_is_found()
    {
        var page = "<!doctype html>"u8.ToArray();
        Assert.Equal(Verdict.Html, Judge(Part() with { Body = page }));
        Assert.Equal(Verdict.Html, Judge(Part() with { Status = 200, Body = page }));
    }

    [Fact]
    public void Wrong_bytes_are_found_where_the_right_ones_are_known()
    {
        var wrong = Part() with { Body = new byte[1024] };
        Assert.Equal(Verdict.ContentWrong, Judge(wrong));
        Assert.Equal(Verdict.Ok, Judge(wrong, Sample with { BeginningSha256 = null, Sha256 = "of the whole file" }));
    }

    [Fact]
    public void Small_file_is_compared_as_a_whole()
    {
        // An empty signature has the right length and the wrong bytes.
        var signature = new CheckSample("a.sig", 3, 1)
        {
            Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        };
        var answer = Part() with { ContentRange = (0, 3), Body = "abc"u8.ToArray() };
        Assert.Equal(Verdict.Ok, Judge(answer, signature));
        Assert.Equal(Verdict.ContentWrong, Judge(answer with { Body = new byte[3] }, signature));
    }

    [Theory]
    [InlineData(3, "abc", Verdict.Ok)]
    [InlineData(3, "abx", Verdict.ContentWrong)]
    [InlineData(4, "abc", Verdict.WrongSize)]
    [InlineData(2, "abc", Verdict.NoRange)]
    public void Where_the_index_tells_no_size_the_mirrors_word_counts_for_it(
        long total, string body, Verdict expected)
    {
        var sample = new CheckSample("a.iso", -1, 1)
        {
            Sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        };
        Assert.Equal(expected, Judge(
            Part() with { ContentRange = (0, total), Body = System.Text.Encoding.ASCII.GetBytes(body) }, sample));
    }

    private static Verdict Judge(Exchange answer, CheckSample? sample = null) =>
        CheckRules.Judge(Good() with { Samples = [new(sample ?? Sample, answer)] }, Known).Verdict;
}
