namespace Krfoss.Redirector.Tests.Workers;

/// <summary>A clock that stands still; a test waits until a worker sleeps on it and then moves it on.</summary>
internal sealed class WorkerClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private TaskCompletionSource _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Comes back when a timer is set that has not been waited for here before.</summary>
    public async Task TimerSetAsync()
    {
        await _armed.Task.WaitAsync(TestContext.Current.CancellationToken);
        lock (_gate) _armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Advance(TimeSpan by)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += by;
            due = [.. _alarms.Where(a => a.Due <= _now)];
            foreach (var alarm in due)
            {
                if (alarm.Period > TimeSpan.Zero) alarm.Due = _now + alarm.Period;
                else _alarms.Remove(alarm);
            }
        }

        foreach (var alarm in due) alarm.Fire();
    }

    private sealed class Alarm(WorkerClock clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                (Due, Period) = (clock._now + dueTime, period);
                clock._alarms.Add(this);
                clock._armed.TrySetResult();
                return true;
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
