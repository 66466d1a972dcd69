namespace Krfoss.Redirector.TestSupport;

/// <summary>Counts what a piece of code allocates on the calling thread.</summary>
public static class Allocation
{
    private const int Rounds = 5;

    /// <summary>
    /// Bytes of the best of a few rounds. A collection in the middle of a round charges the thread for the rest of its
    /// allocation buffer (up to 8 kB), so one round alone may count what nobody asked for; code that allocates does so
    /// in every round.
    /// </summary>
    public static long Of(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        work();
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > 0; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
