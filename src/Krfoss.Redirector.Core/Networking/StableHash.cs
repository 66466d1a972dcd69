using System.Runtime.InteropServices;

namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// A 64-bit hash that gives the same number on every node, in every process and after every restart, so that nodes
/// agree on who serves what. Fast and well mixed; not for secrets, and nothing may depend on it being hard to guess.
/// </summary>
public static class StableHash
{
    // Odd constants with well spread bits: the golden ratio, and the multipliers of the SplitMix64 finalizer.
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong First = 0xBF58476D1CE4E5B9;
    private const ulong Second = 0x94D049BB133111EB;

    public static ulong Of(ReadOnlySpan<char> text, ulong seed = 0)
    {
        var hash = seed ^ ((ulong)text.Length * Golden);
        var words = MemoryMarshal.Cast<char, ulong>(text);
        foreach (var word in words) hash = ulong.RotateLeft((hash ^ word) * First, 29) + Golden;
        foreach (var c in text[(words.Length * 4)..]) hash = ulong.RotateLeft((hash ^ c) * Second, 31) + Golden;
        return Mix(hash);
    }

    public static ulong Of(UInt128 number) => Mix(Mix((ulong)(number >> 64)) ^ (ulong)number);

    public static ulong Combine(ulong left, ulong right) => Mix(ulong.RotateLeft(left, 23) ^ right);

    /// <summary>A fraction from 2^-53 up to and including 1, so that its logarithm is finite.</summary>
    public static double ToFraction(ulong hash) => ((hash >> 11) + 1) * (1.0 / (1UL << 53));

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output bit.
    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * First;
        hash = (hash ^ (hash >> 27)) * Second;
        return hash ^ (hash >> 31);
    }
}
