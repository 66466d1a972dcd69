namespace Krfoss.Redirector.Redirect;

/// <summary>
/// A bounded memory of recent facts. Every fact is one 64-bit word in a bucket of eight (one cache line), so that
/// readers and writers need no lock and can never see half a fact. When a bucket is full its oldest fact is forgotten.
/// Two keys are taken for one with a probability of about 2^-38 per look-up and fact; the harm is one needless second
/// choice.
/// </summary>
/// <param name="buckets">A power of two; a bucket takes 64 bytes.</param>
internal sealed class RecentTable(int buckets)
{
    public const int SlotsPerBucket = 8;

    // A word: 26 bits of the key, 2 bits of count, 16 bits of seconds, 20 bits of tag. 0 is an empty slot.
    private const int TagBits = 20;
    private const int TimeBits = 16;
    private const int CountBits = 2;
    private const ulong KeyMask = ulong.MaxValue << (TagBits + TimeBits + CountBits);

    private readonly ulong[] _slots = new ulong[buckets * SlotsPerBucket];
    private readonly uint _bucketMask = (uint)buckets - 1;

    /// <summary>The bucket of a key. The low bits choose it, the high bits stand in the word.</summary>
    public Span<ulong> Bucket(ulong key) =>
        _slots.AsSpan((int)((uint)key & _bucketMask) * SlotsPerBucket, SlotsPerBucket);

    /// <summary>
    /// True where the word holds a fact of this key that is younger than <paramref name="maxAgeSeconds"/>.
    /// </summary>
    public static bool IsRecent(ulong word, ulong key, uint nowSeconds, uint maxAgeSeconds) =>
        word != 0 && ((word ^ key) & KeyMask) == 0 && AgeSeconds(word, nowSeconds) < maxAgeSeconds;

    public static uint Tag(ulong word) => (uint)word & ((1u << TagBits) - 1);

    public static int Count(ulong word) => (int)(word >> (TagBits + TimeBits)) & ((1 << CountBits) - 1);

    /// <summary>
    /// Writes a fact over the one with the same key and, if asked for, the same tag; else over an empty or the oldest
    /// slot.
    /// </summary>
    public void Write(ulong key, uint tag, int count, uint nowSeconds, bool oneTagPerKey)
    {
        var bucket = Bucket(key);
        var target = 0;
        var oldest = -1L;
        for (var i = 0; i < bucket.Length; i++)
        {
            var word = Volatile.Read(ref bucket[i]);
            if (word != 0 && ((word ^ key) & KeyMask) == 0 && (oneTagPerKey || Tag(word) == tag))
            {
                target = i;
                break;
            }

            var age = word == 0 ? long.MaxValue : AgeSeconds(word, nowSeconds);
            if (age <= oldest) continue;
            oldest = age;
            target = i;
        }

        Volatile.Write(ref bucket[target], Pack(key, tag, count, nowSeconds));
    }

    private static ulong Pack(ulong key, uint tag, int count, uint nowSeconds) =>
        (key & KeyMask)
        | ((ulong)(uint)count << (TagBits + TimeBits))
        | ((ulong)(ushort)nowSeconds << TagBits)
        | tag;

    // Seconds are kept modulo 2^16: a fact looks young again for a minute or ten every 18 hours, if nothing wrote over
    // it.
    private static ushort AgeSeconds(ulong word, uint nowSeconds) => (ushort)(nowSeconds - (uint)(word >> TagBits));
}
