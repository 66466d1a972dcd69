namespace Krfoss.Redirector.Core.Formats;

/// <summary>Reading <c>%XX</c> (RFC 3986, 2.1); upper and lower case mean the same.</summary>
public static class PercentEscapes
{
    /// <summary>The byte that two hexadecimal digits spell; −1 where they are none.</summary>
    public static int HexPair(int high, int low)
    {
        var (h, l) = (Digit(high), Digit(low));
        return h < 0 || l < 0 ? -1 : (h << 4) | l;
    }

    private static int Digit(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };
}
