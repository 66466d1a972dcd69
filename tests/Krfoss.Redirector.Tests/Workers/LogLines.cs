using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Workers;

/// <summary>Keeps what is logged, and lets a test wait for a line by its event id.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    private readonly Lock _gate = new();
    private readonly List<(int Event, LogLevel Level, string Text)> _lines = [];
    private readonly Dictionary<int, TaskCompletionSource> _awaited = [];

    public IReadOnlyList<string> Of(int eventId)
    {
        lock (_gate) return [.. _lines.Where(l => l.Event == eventId).Select(l => l.Text)];
    }

    public IReadOnlyList<LogLevel> Levels
    {
        get
        {
            lock (_gate) return [.. _lines.Select(l => l.Level)];
        }
    }

    public Task FirstAsync(int eventId)
    {
        lock (_gate)
        {
            if (_lines.Any(l => l.Event == eventId)) return Task.CompletedTask;
            if (!_awaited.TryGetValue(eventId, out var source))
                _awaited.Add(eventId, source = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return source.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _lines.Add((eventId.Id, logLevel, formatter(state, exception)));
            if (_awaited.Remove(eventId.Id, out var source)) source.SetResult();
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
