namespace Krfoss.Redirector;

/// <summary>
/// The event ids of all log lines, so that operators can filter by number and no number means two things.

    public const int IndexLearnt = 1500;
    public const int IndexNotRead = 1501;
    public const int IndexFollowingFailed = 1502;
}
