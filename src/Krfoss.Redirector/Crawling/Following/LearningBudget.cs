namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// So many paths that nobody has asked for before are tried in an hour; most of them may be inventions.
/// </summary>
internal sealed class LearningBudget(TimeProvider time)
{
    public const int PerHour = 200;

    private readonly Lock _lock = new();
    private DateTimeOffset _hourStart;
    private int _tried;

    public bool IsLeft
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetUtcNow();
                if (now - _hourStart >= TimeSpan.FromHours(1)) (_hourStart, _tried) = (now, 0);
                return _tried < PerHour;
            }
        }
    }

    /// <summary>Takes one try; false where none is left.</summary>
    public bool Take()
    {
        lock (_lock)
        {
            if (!IsLeft) return false;
            _tried++;
            return true;
        }
    }
}
