using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>
/// An apt repository of three generations, small and always the same: what an honest mirror has, and what is known of
/// it beforehand.
/// </summary>
internal static class SmallRepository
{
    public const string RootPath = "dists/stable/InRelease";
    public const string PackagesPath = "dists/stable/main/binary-amd64/Packages";
    public const string Alpha = "pool/a/alpha/alpha_1.0+b1_amd64.deb";
    public const string Beta = "pool/b/beta/beta_2.0~rc1_amd64.deb";
    public const string Gone = "pool/g/gone/gone_1.0_amd64.deb";
    public const int Newest = 3;

    public static readonly TimeSpan MaxLag = TimeSpan.FromHours(12);

    /// <summary>The origin's newest generation was made then.</summary>
    public static readonly DateTimeOffset NewestDate = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);

    /// <summary>The files of a generation by their paths.</summary>
    public static IReadOnlyDictionary<string, byte[]> At(int generation)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { [Alpha] = Package(Alpha, 50_000) };
        if (generation >= Newest) files[Beta] = Package(Beta, 70_000);
        if (generation < Newest) files[Gone] = Package(Gone, 900);
        var packages = Packages(files);
        files[PackagesPath] = packages;
        files[RootPath] = Root(DateOf(generation), packages);
        return files;
    }

    /// <summary>Beta came with the newest generation, and another package went.</summary>
    public static IReadOnlyList<CheckSample> Samples =>
    [
        SampleOf(Beta, At(Newest)[Beta], Newest),
        SampleOf(Alpha, At(Newest)[Alpha], 1),
        SampleOf(Gone, At(1)[Gone], 1) with { UntilGeneration = Newest - 1 },
    ];

    /// <summary>The second generation was replaced two hours ago, the first five days ago.</summary>
    public static CheckKnowledge KnowledgeAt(DateTimeOffset now) => new(
        [
            new(3, Sha256(At(3)[RootPath]), null, DateOf(3)),
            new(2, Sha256(At(2)[RootPath]), now.AddHours(-2), DateOf(2)),
            new(1, Sha256(At(1)[RootPath]), now.AddDays(-5), DateOf(1)),
        ],
        MaxLag,
        now);

    /// <summary>An InRelease that was made at this time, of the newest packages.</summary>
    public static byte[] Root(DateTimeOffset date) => Root(date, At(Newest)[PackagesPath]);

    private static byte[] Root(DateTimeOffset date, byte[] packages) => Encoding.ASCII.GetBytes(
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nSuite: stable\n"
        + $"Date: {date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} UTC\n"
        + "Components: main\nSHA256:\n"
        + $" {Sha256(packages)} {packages.Length} main/binary-amd64/Packages\n"
        + "-----BEGIN PGP SIGNATURE-----\n\nc2lnbmVk\n-----END PGP SIGNATURE-----\n");

    /// <summary>Reads the date of such a file.</summary>
    public static (DateTimeOffset? Date, long? Revision) Read(ReadOnlyMemory<byte> root)
    {
        const string Field = "\nDate: ";
        var text = Encoding.Latin1.GetString(root.Span);
        var at = text.IndexOf(Field, StringComparison.Ordinal);
        if (at < 0) return (null, null);
        var value = text[(at + Field.Length)..].Split(" UTC")[0];
        return (DateTimeOffset.TryParse(
            value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null, null);
    }

    public static string Sha256(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static DateTimeOffset DateOf(int generation) => NewestDate.AddDays(generation - Newest);

    private static byte[] Packages(IReadOnlyDictionary<string, byte[]> files) => Encoding.ASCII.GetBytes(string.Concat(
        files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file =>
            $"Package: {file.Key.Split('/')[2]}\nFilename: {file.Key}\nSize: {file.Value.Length}\n"
            + $"SHA256: {Sha256(file.Value)}\n\n")));

    // An ar archive begins like this; the rest is the name, over and over.
    private static byte[] Package(string path, int size) => Encoding.ASCII.GetBytes(
        ("!<arch>\n" + string.Concat(Enumerable.Repeat(path + "\n", (size / path.Length) + 1)))[..size]);

    private static CheckSample SampleOf(string path, byte[] content, int since) => new(path, content.Length, since)
    {
        Sha256 = Sha256(content),
        BeginningSha256 = Sha256(content.AsSpan(0, Math.Min(content.Length, CheckSample.AskedBytes))),
    };
}
