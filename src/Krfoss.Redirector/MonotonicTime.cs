namespace Krfoss.Redirector;

/// <summary>A clock that only goes forward, for spans that a clock that is set must not touch.</summary>
internal static class MonotonicTime
{
    public static long MonotonicMilliseconds(this TimeProvider time) =>
        time.GetTimestamp() / (time.TimestampFrequency / 1_000);
}
