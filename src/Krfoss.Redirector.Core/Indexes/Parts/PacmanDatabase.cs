using System.Buffers;
using System.Buffers.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// pacman's <c>x.db</c>: a tar archive with one <c>desc</c> for each package (repo-add). Which of its files is a desc
/// shows in it: <c>%FILENAME%</c> stands in no other.
/// </summary>
internal sealed class PacmanDatabase(ListedFiles files) : ILineTaker
{
    private readonly ArrayBufferWriter<byte> _name = new(256);
    private readonly StrongestDigest _digest = new();
    private long _size = -1;
    private Heading _heading;

    public static async ValueTask<string?> ReadAsync(
        Stream stream, LineFeed lines, ListedFiles files, CancellationToken cancellationToken)
    {
        var desc = new PacmanDatabase(files);
        using var archive = new TarFiles(stream);
        while (await archive.NextAsync(cancellationToken))
        {
            if (await lines.ReadAsync(archive, desc, cancellationToken) is { } problem) return problem;
        }

        return null;
    }

    public string? Take(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'%', .., (byte)'%'])
        {
            _heading = HeadingOf(line[1..^1]);
            return null;
        }

        // Only the first line under a heading; lists (%DEPENDS%) are of no interest.
        var heading = _heading;
        _heading = Heading.Other;
        switch (heading)
        {
            case Heading.FileName:
                _name.ResetWrittenCount();
                _name.Write(line);
                break;
            case Heading.Size:
                _size = Utf8Parser.TryParse(line, out long size, out var used) && used == line.Length ? size : -1;
                break;
            case Heading.Sha256:
                _digest.Offer(DigestRank.Sha256, line);
                break;
            case Heading.Md5:
                _digest.Offer(DigestRank.Md5, line);
                break;
        }

        return null;
    }

    public string? End()
    {
        // pacman looks for a package beside its database and nowhere else.
        var isBeside = _name.WrittenCount > 0 && !_name.WrittenSpan.Contains((byte)'/');
        var problem = isBeside ? files.Add(_name.WrittenSpan, Math.Max(-1, _size), _digest.Bytes) : null;
        _name.ResetWrittenCount();
        _digest.Clear();
        (_size, _heading) = (-1, Heading.Other);
        return problem;
    }

    private static Heading HeadingOf(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("FILENAME"u8)) return Heading.FileName;
        if (name.SequenceEqual("CSIZE"u8)) return Heading.Size;
        if (name.SequenceEqual("SHA256SUM"u8)) return Heading.Sha256;
        return name.SequenceEqual("MD5SUM"u8) ? Heading.Md5 : Heading.Other;
    }

    private enum Heading
    {
        Other,
        FileName,
        Size,
        Sha256,
        Md5,
    }
}
