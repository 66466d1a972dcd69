using System.Buffers;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>
/// A clear-signed message (RFC 9580, 7), cut into what is signed and the signature. Whoever reads the text and whoever
/// verifies it take it from here, so that nothing is read that was not signed. Strict for the same reason: nothing but
/// blank lines may stand around the message, and only <c>Hash</c> among its armour headers.
/// </summary>
/// <param name="Text">
/// The form that is signed: dash escapes undone, blanks at the ends of lines taken away, lines joined by CRLF, none
/// behind the last.
/// </param>
/// <param name="Signature">The armoured signature, from its first line to its last.</param>
public sealed record ClearSignedMessage(ReadOnlyMemory<byte> Text, ReadOnlyMemory<byte> Signature)
{
    private static ReadOnlySpan<byte> Opening => "-----BEGIN PGP SIGNED MESSAGE-----"u8;

    private static ReadOnlySpan<byte> SignatureOpening => "-----BEGIN PGP SIGNATURE-----"u8;

    private static ReadOnlySpan<byte> SignatureClosing => "-----END PGP SIGNATURE-----"u8;

    /// <summary>True for what begins like a clear-signed message, complete or not.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) => content.TrimStart(" \t\r\n"u8).StartsWith(Opening);

    /// <summary>The message; null with a problem in words for anything else.</summary>
    public static (ClearSignedMessage? Message, string Problem) Read(ReadOnlyMemory<byte> content)
    {
        var rest = content.Span;
        if (!SkipHeader(ref rest)) return (null, "not the beginning of a clear-signed message");
        var text = new ArrayBufferWriter<byte>(content.Length);
        var isFirst = true;
        while (!rest.IsEmpty)
        {
            var start = content.Length - rest.Length;
            var line = Lines.Take(ref rest).TrimEnd(" \t\r"u8);
            if (line.SequenceEqual(SignatureOpening))
            {
                return EndOfSignature(rest) is { } left
                    ? (new(text.WrittenMemory, content[start..^left]), "")
                    : (null, "the signature is cut off, or something follows it");
            }

            if (line is [(byte)'-', ..])
            {
                if (line is not [(byte)'-', (byte)' ', ..]) return (null, "a line that begins with a bare dash");
                line = line[2..];
            }

            if (!isFirst) text.Write("\r\n"u8);
            text.Write(line);
            isFirst = false;
        }

        return (null, "cut off before the signature");
    }

    private static bool SkipHeader(ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t\r\n"u8);
        if (!Lines.Take(ref rest).TrimEnd(" \t\r"u8).SequenceEqual(Opening)) return false;
        while (!rest.IsEmpty)
        {
            var line = Lines.Take(ref rest).TrimEnd(" \t\r"u8);
            if (line.IsEmpty) return true;
            if (!line.StartsWith("Hash: "u8)) return false;
        }

        return false;
    }

    /// <summary>How many bytes follow the closing line; null where it is missing or more than blanks follow.</summary>
    private static int? EndOfSignature(ReadOnlySpan<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            if (!Lines.Take(ref rest).TrimEnd(" \t\r"u8).SequenceEqual(SignatureClosing)) continue;
            return rest.Trim(" \t\r\n"u8).IsEmpty ? rest.Length : null;
        }

        return null;
    }
}
