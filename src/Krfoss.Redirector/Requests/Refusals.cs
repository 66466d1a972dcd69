using Krfoss.Redirector.Core.Paths;

namespace Krfoss.Redirector.Requests;

/// <summary>Why a request target was refused, in a few words for the body of the 400.</summary>
internal static class Refusals
{
    public const string MalformedWish = "a wish in front of the path is malformed";

    public static string Of(TargetVerdict verdict) => verdict switch
    {
        TargetVerdict.NotOriginForm => "the request target must begin with one slash",
        TargetVerdict.TooLong => "the request target is too long",
        TargetVerdict.BadByte => "the request target holds a byte that must be escaped",
        TargetVerdict.BadEscape => "the request target holds a broken escape",
        TargetVerdict.EncodedSeparatorOrControl => "the request target holds an escaped separator or control byte",
        TargetVerdict.BrokenUtf8 => "the request target is not UTF-8",
        TargetVerdict.DotSegment => "the request target holds a dot segment",
        TargetVerdict.DoubleSlash => "the request target holds an empty segment",
        TargetVerdict.HiddenByDoubleEscape => "the request target is escaped twice",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
