using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Krfoss.Redirector.Publishing;

internal enum StateFileCondition
{
    Good,

    /// <summary>There is no such file.</summary>
    Missing,

    /// <summary>It is not what was written; it was set aside.</summary>
    Damaged,

    /// <summary>Sound, but written in another form than the one that is read here; it stays where it is.</summary>
    OtherVersion,

    /// <summary>It is there and cannot be read; it stays where it is.</summary>
    Unreadable,
}

/// <summary>What reading the file came to.</summary>
/// <param name="Content">Null unless the condition is good.</param>
/// <param name="Detail">Why there is no content, for people; null where it is good or missing.</param>
internal sealed record StateFileReading(StateFileCondition Condition, byte[]? Content, string? Detail);

/// <summary>
/// Keeps bytes on the disk so that a reader finds either what was written last or what was written before, whole,
/// whenever the machine stops. Layout, little-endian: "KRFSTATE", version of the content (4), length (8), SHA-256 over
/// these three and the content (32), the content.
/// </summary>
internal sealed partial class StateFile(
    string path, int version, TimeProvider time, ILogger<StateFile> logger, int maxBytes = StateFile.DefaultMaxBytes)
{
    public const int DefaultMaxBytes = 256 << 20;
    public const int HeaderBytes = 52;

    private const int DigestOffset = 20;
    private readonly Lock _writing = new();
    private bool _failed;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where the next content grows before it takes the place of the last one.</summary>
    public string PathOfNext => Path + ".next";

    private static ReadOnlySpan<byte> Magic => "KRFSTATE"u8;

    /// <returns>Null when it is written and on the disk, else why it is not; then the last content stays.</returns>
    public string? Write(ReadOnlySpan<byte> content)
    {
        string? problem = null;
        if (content.Length > maxBytes) problem = $"{content.Length} bytes; {maxBytes} is the limit";
        lock (_writing)
        {
            try
            {
                if (problem is null) WriteWhole(content);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problem = e.Message;
            }

            var isNews = _failed != problem is not null;
            _failed = problem is not null;
            if (isNews && problem is not null) Log.NotWritten(logger, Path, problem);
            else if (isNews) Log.WrittenAgain(logger, Path);
            return problem;
        }
    }

    public StateFileReading Read()
    {
        byte[] bytes;
        try
        {
            using var file = new FileStream(
                Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > HeaderBytes + (long)maxBytes) return SetAside($"{file.Length} bytes are too many");
            bytes = new byte[file.Length];
            file.ReadExactly(bytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(StateFileCondition.Missing, null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(StateFileCondition.Unreadable, null, e.Message);
        }

        if (Fault(bytes) is { } fault) return SetAside(fault);
        var found = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        return found == version
            ? new(StateFileCondition.Good, bytes[HeaderBytes..], null)
            : new(StateFileCondition.OtherVersion, null, $"{Path} has version {found}; this program reads {version}");
    }

    private void WriteWhole(ReadOnlySpan<byte> content)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        Directory.CreateDirectory(folder);
        using (var next = new FileStream(PathOfNext, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            next.Write(Header(content));
            next.Write(content);
            next.Flush(flushToDisk: true);
        }

        File.Move(PathOfNext, Path, overwrite: true);
        FolderSync.Flush(folder);
    }

    private byte[] Header(ReadOnlySpan<byte> content)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Magic.Length), version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(Magic.Length + sizeof(int)), content.Length);
        Digest(header.AsSpan(0, DigestOffset), content).CopyTo(header, DigestOffset);
        return header;
    }

    private static string? Fault(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic)) return "it does not begin as such a file does";
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes[(Magic.Length + sizeof(int))..]);
        if (length != bytes.Length - HeaderBytes)
            return $"{bytes.Length - HeaderBytes} bytes stand where {length} should";
        return Digest(bytes[..DigestOffset], bytes[HeaderBytes..]).AsSpan()
            .SequenceEqual(bytes[DigestOffset..HeaderBytes])
                ? null
                : "its checksum is wrong";
    }

    private static byte[] Digest(ReadOnlySpan<byte> head, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    private StateFileReading SetAside(string fault)
    {
        var aside = $"{Path}.damaged-{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        try
        {
            File.Move(Path, aside, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            aside = $"nowhere ({e.Message})";
        }

        Log.Damaged(logger, Path, fault, aside);
        return new(StateFileCondition.Damaged, null, fault);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.StateNotWritten, LogLevel.Warning,
            "The last good state could not be written to {Path}: {Problem}. The one written before stays")]
        public static partial void NotWritten(ILogger logger, string path, string problem);

        [LoggerMessage(
            LogEvents.StateWrittenAgain, LogLevel.Information, "The last good state is written to {Path} again")]
        public static partial void WrittenAgain(ILogger logger, string path);

        [LoggerMessage(LogEvents.StateDamaged, LogLevel.Error,
            "The last good state in {Path} is damaged: {Fault}. It was set aside to {Aside}")]
        public static partial void Damaged(ILogger logger, string path, string fault, string aside);
    }
}
