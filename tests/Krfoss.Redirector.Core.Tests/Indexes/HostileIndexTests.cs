using System.Text;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Indexes;

/// <summary>Whatever is made of an index, it is read or it is a problem, and no path leaves the repository.</summary>
public sealed class HostileIndexTests
{
    private const int Mutations = 1_500;
    private static readonly string Digest = new('a', 64);

    private static readonly byte[] Release = Encoding.UTF8.GetBytes($"""
        -----BEGIN PGP SIGNED MESSAGE-----
        Hash: SHA256

        Date: Tue, 24 Nov 2026 08:30:05 UTC
        Acquire-By-Hash: yes
        SHA256:
         {Digest} 5 main/binary-amd64/Packages.gz
         {Digest} 5 main/source/Sources.xz
        -----BEGIN PGP SIGNATURE-----

        iQIz
        -----END PGP SIGNATURE-----
        """);

    private static readonly byte[] Repomd = Encoding.UTF8.GetBytes($"""
        <?xml version="1.0"?><repomd><revision>1790000000</revision><data type="primary">
        <checksum type="sha256">{Digest}</checksum><location href="repodata/%41-primary.xml.gz"/>
        <timestamp>1700000000</timestamp><size>1234</size></data></repomd>
        """);

    private static readonly byte[] Packages = Encoding.UTF8.GetBytes(
        $"Package: a\nFilename: pool/../a.deb\nSize: 12\nSHA256: {Digest}\n more\n\nFilename: ./b\nMD5sum: 00\n");

    private static readonly byte[] Sources = Encoding.UTF8.GetBytes(
        $"Directory: pool/a\nFiles:\n {Digest[..32]} 1 a.dsc\nChecksums-Sha256:\n {Digest} 1 ../a.dsc\n\n");

    private static readonly byte[] Primary = Encoding.UTF8.GetBytes($"""
        <metadata xmlns:rpm="r"><package><checksum type="sha256">{Digest}</checksum><size package="1"/>
        <location href="a%2e/..%2Fx.rpm"/><format><rpm:entry name="&lt;"/></format></package></metadata>
        """);

    private static readonly byte[] Archive = ReadIndex.Tar(
        ("APKINDEX", "C:Q1AP8=\nP:a\nV:1\nS:1\n\n"), ("a/desc", $"%FILENAME%\na\n%SHA256SUM%\n{Digest}\n"));

    private static readonly byte[] Checksums = Encoding.UTF8.GetBytes(
        $"{Digest}  a\n# b: 12 bytes\nSHA256 (b) = {Digest}\n{Digest} *../c\n");

    [Fact]
    public void Mutated_roots_are_read_or_problems()
    {
        foreach (var (format, path, content) in new[]
        {
            (RepositoryFormat.Apt, "dists/x/InRelease", Release),
            (RepositoryFormat.Rpm, "x/repodata/repomd.xml", Repomd),
            (RepositoryFormat.Pacman, "x.db", Archive),
            (RepositoryFormat.Plain, "SHA256SUMS", Checksums),
        })
        {
            foreach (var mutated in MutationsOf(content))
            {
                var (reading, problem) = ReadIndex.TryRoot(format, path, mutated);
                Assert.Equal(reading is null, problem.Length > 0);
                Assert.All(reading?.Parts ?? [], part => AssertIsInside(part.Path));
            }
        }
    }

    [Fact]
    public async Task Mutated_parts_are_read_or_problems()
    {
        foreach (var (format, root, part, content) in new[]
        {
            (RepositoryFormat.Apt, "dists/x/InRelease", "main/binary-amd64/Packages", Packages),
            (RepositoryFormat.Apt, "dists/x/InRelease", "main/source/Sources", Sources),
            (RepositoryFormat.Rpm, "x/repodata/repomd.xml", "primary", Primary),
            (RepositoryFormat.Pacman, "x.db", "x.db", Archive),
            (RepositoryFormat.Apk, "x/APKINDEX.tar.gz", "APKINDEX.tar.gz", Archive),
            (RepositoryFormat.Plain, "SHA256SUMS", "SHA256SUMS", Checksums),
        })
        {
            foreach (var mutated in MutationsOf(content))
            {
                var (listed, _) = await ReadIndex.TryPartAsync(format, root, part, new MemoryStream(mutated));
                Assert.All(listed, file => AssertIsInside(file.Path));
            }
        }
    }

    private static void AssertIsInside(string path)
    {
        Assert.False(path.StartsWith('/') || path.EndsWith('/') || path.Length == 0, path);
        Assert.DoesNotContain(path.Split('/'), segment => segment is "" or "." or "..");
        Assert.DoesNotContain(path, char.IsControl);
    }

    private static IEnumerable<byte[]> MutationsOf(byte[] content)
    {
        yield return content;
        var random = new Random(20261125);
        for (var n = 0; n < Mutations; n++)
        {
            var mutated = content.ToList();
            for (var change = random.Next(1, 4); change > 0 && mutated.Count > 0; change--)
            {
                var at = random.Next(mutated.Count);
                switch (random.Next(5))
                {
                    case 0: mutated[at] = (byte)random.Next(256); break;
                    case 1: mutated.RemoveRange(at, Math.Min(random.Next(40), mutated.Count - at)); break;
                    case 2: mutated.InsertRange(at, mutated.GetRange(at, Math.Min(60, mutated.Count - at))); break;
                    case 3: mutated.Insert(at, "\n\r\0/.%<>&: ='\""u8[random.Next(14)]); break;
                    default: mutated.RemoveRange(at, mutated.Count - at); break;
                }
            }

            yield return [.. mutated];
        }
    }
}
