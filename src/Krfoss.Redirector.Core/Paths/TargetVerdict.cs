namespace Krfoss.Redirector.Core.Paths;

/// <summary>What the allow-list says about a request target. Everything but <see cref="Ok"/> is answered 400.</summary>
public enum TargetVerdict
{
    Ok,

    /// <summary>Does not begin with a slash: absolute form, authority form, <c>*</c>, or empty.</summary>
    NotOriginForm,

    /// <summary>Longer than <see cref="RequestTarget.MaxLength"/>.</summary>
    TooLong,

    /// <summary>
    /// A byte that must not stand there unescaped: control, space, quote, bracket, backslash, ≥ 0x80 …
    /// </summary>
    BadByte,

    /// <summary>A <c>%</c> without two hexadecimal digits behind it.</summary>
    BadEscape,

    /// <summary>An escaped control byte, or in the path an escaped slash or backslash.</summary>
    EncodedSeparatorOrControl,

    /// <summary>Escaped bytes that are not UTF-8: overlong forms, surrogates, beyond U+10FFFF, cut off.</summary>
    BrokenUtf8,

    /// <summary>A <c>..</c> segment in any spelling, or a lone dot that is not written as a bare <c>.</c>.</summary>
    DotSegment,

    /// <summary>An empty segment: <c>//</c> anywhere in the path.</summary>
    DoubleSlash,

    /// <summary>
    /// Harmless as it stands, but decoding it again gives something refused, or more escapes without end.
    /// </summary>
    HiddenByDoubleEscape,
}
