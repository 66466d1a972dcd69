using System.Text;
using YamlDotNet.Core;

namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// Turns the bytes of one file into nodes by YamlDotNet's event parser, which does not recurse. Its loaders do: 100 kB
/// of <c>[</c> ends the process. Refuses what a catalog does not need and attackers do: anchors, tags, merge keys,
/// depth, further documents.
/// </summary>
public static class CatalogScan
{
    public const int MaxBytes = 8 * 1024 * 1024;
    public const int MaxDepth = 32;
    public const int MaxEvents = 500_000;

    /// <summary>Reads one file; null where nothing can be read, or where the file holds nothing (which is
    /// no problem here).</summary>
    public static CatalogNode? Scan(CatalogSource source, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(problems);
        if (Decode(source, problems) is not { } text) return null;
        var tree = new CatalogTree(source.File, problems);
        var parser = new Parser(new StringReader(text));
        try
        {
            var events = 0;
            while (parser.MoveNext() && tree.Take(parser.Current!))
            {
                if (problems.IsFull) return null;
                if (++events > MaxEvents)
                    tree.Stop(parser.Current!.Start, $"the file has more than {MaxEvents} parts",
                        "split it into mirrors.d/");
            }
        }
        catch (YamlException e)
        {
            // Some messages point at the top of the file; the place reached is nearer to the slip.
            var at = parser.Current is { } last && last.End.Index > e.Start.Index ? last.End : e.Start;
            tree.Stop(at, Reason(e), "look at indentation, quotes and brackets here and in the next line");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The parser's own slips on broken input are no slips of ours: the file is refused at the place reached.
            const string Hint = "lines inside brackets stand further in than the key before them";
            tree.Stop(parser.Current?.End ?? Mark.Empty, "this is not valid YAML from here on", Hint);
        }

        return tree.Root;
    }

    private static string Reason(YamlException e)
    {
        var reason = e.Message.Trim().TrimEnd('.');
        return "this is not valid YAML: " + (reason.Length == 0 ? "unexpected text" : Wording.Plain(reason, 200));
    }

    private static string? Decode(CatalogSource source, ProblemList problems)
    {
        var bytes = source.Content.Span;
        if (bytes.Length > MaxBytes)
        {
            var text = $"the file has {bytes.Length} bytes, more than the {MaxBytes} (8 MiB) that are read";
            problems.Error(CatalogNode.WholeFile(source.File), text, "split it into several files in mirrors.d/");
            return null;
        }

        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var bad = FirstBadByte(bytes, out var nul);
        if (bad < 0) return Encoding.UTF8.GetString(bytes);
        var before = bytes[..bad];
        var line = before.Count((byte)'\n') + 1;
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        var at = new CatalogNode(source.File, line, column, CatalogNodeKind.Refused);
        if (nul) problems.Error(at, "the file holds a NUL byte", "save it as plain UTF-8 text");
        else problems.Error(at, "the file is not valid UTF-8", "save it as UTF-8; other encodings are not read");
        return null;
    }

    private static int FirstBadByte(ReadOnlySpan<byte> bytes, out bool nul)
    {
        var zero = bytes.IndexOf((byte)0);
        var valid = zero < 0 ? bytes : bytes[..zero];
        nul = zero >= 0;
        if (System.Text.Unicode.Utf8.IsValid(valid)) return zero;
        nul = false;
        var at = 0;
        while (Rune.DecodeFromUtf8(valid[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}
