using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes;

/// <summary>An index of 100 MB costs no more memory than a small one.</summary>
[Collection(nameof(Publication.MemoryTests))]
public sealed class LargeIndexTests
{
    private const int Packages = 60_000;
    private const long AllowedBytes = 64 * 1024 * 1024;

    /// <summary>
    /// Less than a string of the path alone. The XML reader takes about 90; Packages take none once the runtime has
    /// optimized the loop, and about 100 for boxes of its own before.
    /// </summary>
    private const int AllowedBytesAnEntry = 130;

    [Fact]
    public async Task Packages_of_100_MB_are_read_in_bounded_memory()
    {
        var depends = string.Join(", ", Enumerable.Range(0, 50).Select(n => $"libexample{n} (>= 1.{n}~)"));
        await ReadAsync(RepositoryFormat.Apt, "dists/x/InRelease", "main/binary-amd64/Packages", n => $"""
            Package: example{n}
            Version: 1.0-{n}
            Depends: {depends}
            Description: {depends[..400]}
            Filename: pool/main/e/example{n}/example{n}_1.0-{n}_amd64.deb
            Size: {n}
            SHA256: {n:x64}


            """, "", "");
    }

    [Fact]
    public async Task Primary_xml_of_100_MB_is_read_in_bounded_memory()
    {
        var provides = string.Concat(Enumerable.Range(0, 25).Select(n =>
            $"<rpm:entry name=\"libexample{n}\" flags=\"GE\" epoch=\"0\" ver=\"1.{n}\"/>\n"));
        await ReadAsync(RepositoryFormat.Rpm, "repodata/repomd.xml", "primary", n => $"""
            <package type="rpm"><name>example{n}</name><arch>x86_64</arch>
            <version epoch="0" ver="1.{n}" rel="1"/><checksum type="sha256" pkgid="YES">{n:x64}</checksum>
            <summary>An example</summary><description>{provides.Length} provides</description>
            <time file="1700000000" build="1700000000"/><size package="{n}" installed="1" archive="1"/>
            <location href="Packages/e/example{n}-1.{n}-1.x86_64.rpm"/>
            <format><rpm:license>MIT</rpm:license><rpm:provides>{provides}</rpm:provides></format></package>

            """, "<metadata xmlns=\"c\" xmlns:rpm=\"r\">\n", "</metadata>\n");
    }

    private static async Task ReadAsync(
        RepositoryFormat format,
        string root,
        string name,
        Func<int, string> entry,
        string head,
        string tail)
    {
        // The pieces come from a few strings that exist beforehand, so that what is allocated is the reader's.
        const int Pieces = 20;
        var pieces = Enumerable.Range(0, Pieces).Select(p => string.Concat(
            Enumerable.Range(p * Packages / Pieces / 10, Packages / Pieces / 10).Select(entry))).ToArray();
        await using var stream = new GeneratedStream(n => n == 0 ? head
            : n <= 10 * Pieces ? pieces[n % Pieces]
            : n == (10 * Pieces) + 1 ? tail : null);
        var part = new IndexPart(name, name, IndexCompression.None, -1, null, null);
        var sink = new MeasuringSink();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = IndexPartReader.ReadAsync(
            format, root, part, stream, sink, TestContext.Current.CancellationToken);
        Assert.True(reading.IsCompleted, "the stream never waits, so all of it happened on this thread");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Null(await reading);
        Assert.Equal(Packages, sink.Count);
        Assert.InRange(stream.BytesRead, 100_000_000, long.MaxValue);
        Assert.InRange(sink.Highest - sink.Idle, long.MinValue, AllowedBytes);
        Assert.InRange(allocated, 0, 1_000_000 + ((long)Packages * AllowedBytesAnEntry));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{stream.BytesRead} bytes, {Packages} entries, {allocated} allocated, {sink.Highest - sink.Idle} held");
    }

    private sealed class MeasuringSink : IIndexSink
    {
        public long Idle { get; } = GC.GetTotalMemory(forceFullCollection: true);

        public long Highest { get; private set; }

        public int Count { get; private set; }

        public void Add(scoped ReadOnlySpan<char> path, long sizeBytes, scoped ReadOnlySpan<byte> digest)
        {
            Count++;
            if (Count % 10000 == 0) Highest = Math.Max(Highest, GC.GetTotalMemory(forceFullCollection: false));
        }
    }
}
