using System.Buffers;

namespace Krfoss.Redirector.Core.Indexes;

/// <summary>Digits of digests as indexes write them.</summary>
internal static class HexDigits
{
    public static readonly SearchValues<byte> Any = SearchValues.Create("0123456789abcdefABCDEF"u8);
}
