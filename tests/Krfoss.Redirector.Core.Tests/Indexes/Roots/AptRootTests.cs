using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes.Roots;

public sealed class AptRootTests
{
    private const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private const string Path = "dists/stable/InRelease";

    [Fact]
    public void Dates_and_lists_of_packages_are_read()
    {
        var reading = Read($"""
            Origin: Example
            Date: Tue, 24 Nov 2026 08:30:05 UTC
            Valid-Until: Tue, 01 Dec 2026 08:30:05 UTC
            Acquire-By-Hash: yes
            MD5Sum:
             d41d8cd98f00b204e9800998ecf8427e 5 main/binary-amd64/Packages.gz
            SHA256:
             {B} 1000 main/binary-amd64/Packages
             {A} 300 main/binary-amd64/Packages.gz
             {B} 200 main/binary-amd64/Packages.xz
             {B} 20 main/binary-amd64/Release
             {A} 40 main/source/Sources.gz
             {A} 50 main/debian-installer/binary-amd64/Packages.gz
             {A} 60 main/Contents-amd64.gz
             {A} 70 main/i18n/Translation-ko.bz2
             {A} 80 main/binary-amd64/Packages.diff/Index

            """);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 30, 5, TimeSpan.Zero), reading.Date);
        Assert.Equal(new DateTimeOffset(2026, 12, 1, 8, 30, 5, TimeSpan.Zero), reading.ValidUntil);
        Assert.Equal(
            [
                new("main/binary-amd64/Packages", "dists/stable/main/binary-amd64/Packages.gz", IndexCompression.Gzip,
                    300, A, $"dists/stable/main/binary-amd64/by-hash/SHA256/{A}"),
                new("main/source/Sources", "dists/stable/main/source/Sources.gz", IndexCompression.Gzip, 40, A,
                    $"dists/stable/main/source/by-hash/SHA256/{A}"),
                new IndexPart("main/debian-installer/binary-amd64/Packages",
                    "dists/stable/main/debian-installer/binary-amd64/Packages.gz", IndexCompression.Gzip, 50, A,
                    $"dists/stable/main/debian-installer/binary-amd64/by-hash/SHA256/{A}"),
            ],
            reading.Parts);
        Assert.Empty(reading.Unreadable);
    }

    [Theory]
    [InlineData("Packages Packages.xz Packages.gz", "", "Packages.gz")]
    [InlineData("Packages Packages.zst Packages.xz", "", "Packages.xz")]
    [InlineData("Packages Packages.zst Packages.xz", "Xz", "Packages.zst")]
    [InlineData("Packages Packages.bz2 Packages.xz", "Xz Zstd", "Packages.bz2")]
    [InlineData("Packages Packages.bz2 Packages.xz", "Xz Zstd Bzip2", null)]
    [InlineData("Packages Packages.lzma", "", null)]
    [InlineData("Packages", "Gzip Xz", "Packages")]
    public void The_form_that_can_be_read_best_is_chosen_and_the_plain_one_only_alone(
        string listed, string unreadable, string? chosen)
    {
        var files = string.Concat(listed.Split(' ').Select(name => $" {A} 5 main/binary-amd64/{name}\n"));
        var reading = Read($"SHA256:\n{files}", unreadable: unreadable);
        var paths = reading.Parts.Select(part => part.Path);
        Assert.Equal(chosen is null ? [] : [$"dists/stable/main/binary-amd64/{chosen}"], paths);
        Assert.Equal(chosen is null ? ["main/binary-amd64/Packages"] : [], reading.Unreadable);
    }

    [Fact]
    public void Clear_signed_text_is_unwrapped()
    {
        var signed = $"""
            -----BEGIN PGP SIGNED MESSAGE-----
            Hash: SHA512

            - -Odd: field
            Date: Tue, 24 Nov 2026 08:30:05 UTC
            SHA256:
             {A} 5 Packages.gz
            -----BEGIN PGP SIGNATURE-----

            iQIz
            -----END PGP SIGNATURE-----

            """;
        foreach (var content in new[] { signed, signed.ReplaceLineEndings("\r\n") })
        {
            var reading = Read(content, "x/InRelease");
            Assert.Equal(["x/Packages.gz"], reading.Parts.Select(part => part.Path));
            Assert.NotNull(reading.Date);
        }
    }

    [Theory]
    [InlineData("Sat, 7 Feb 2026 9:05:00 +0000")]
    [InlineData("Sat, 07 Feb 2026 09:05:00 GMT")]
    [InlineData("Mon, 07 Feb 2026 09:05:00 UTC")]
    [InlineData("07 Feb 2026  09:05:00 UTC")]
    public void Dates_of_several_hands_are_understood(string date) => Assert.Equal(
        new DateTimeOffset(2026, 2, 7, 9, 5, 0, TimeSpan.Zero), Read($"Date: {date}\nSHA256:\n").Date);

    [Theory]
    [InlineData("yesterday")]
    [InlineData("Sat, 31 Feb 2026 09:05:00 UTC")]
    [InlineData("2026-02-07")]
    public void Other_dates_are_unknown(string date) => Assert.Null(Read($"Date: {date}\nSHA256:\n").Date);

    [Fact]
    public void Old_archives_with_weak_digests_alone_have_parts_without_one()
    {
        var part = Assert.Single(Read("""
            Acquire-By-Hash: yes
            MD5Sum:
             d41d8cd98f00b204e9800998ecf8427e 5 ./Packages.gz
            """, "InRelease").Parts);
        Assert.Equal(("Packages.gz", 5, null, null), (part.Path, part.SizeBytes, part.Sha256, part.ByHashPath));
    }

    [Theory]
    [InlineData("<html><body>Not found</body></html>")]
    [InlineData("Date: Tue, 24 Nov 2026 08:30:05 UTC\n")]
    [InlineData("SHA256:\n " + A + " x Packages\n")]
    [InlineData("SHA256:\n " + A + " -1 Packages\n")]
    [InlineData("SHA256:\n zz 1 Packages\n")]
    [InlineData("SHA256:\n " + A + " 1 ../binary-x/Packages\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nSHA256:\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\nSHA256:\n-----BEGIN PGP SIGNATURE-----\n\niQ\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nSHA256:\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\n-x: y\nSHA256:\n"
        + "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\nSHA256:\n"
        + "-----BEGIN PGP SIGNATURE-----\n-----END PGP SIGNATURE-----\nSHA256:\n")]
    public void What_is_no_Release_file_is_a_problem(string content)
    {
        var (reading, problem) = ReadIndex.TryRoot(RepositoryFormat.Apt, Path, Encoding.UTF8.GetBytes(content));
        Assert.Null(reading);
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void So_many_lists_are_a_problem()
    {
        var text = new StringBuilder("SHA256:\n");
        for (var i = 0; i <= IndexLimits.Parts; i++) text.Append($" {A} 1 c{i}/binary-x/Packages\n");
        var (_, problem) = ReadIndex.TryRoot(RepositoryFormat.Apt, Path, Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Contains("more than", problem, StringComparison.Ordinal);
    }

    private static IndexRootReading Read(string content, string path = Path, string unreadable = "") =>
        ReadIndex.Root(RepositoryFormat.Apt, path, content, unreadable);
}
