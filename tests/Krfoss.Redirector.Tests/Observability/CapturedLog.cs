using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>Keeps every line of a program; can be held up, as a slow disk would.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<(string Category, LogLevel Level, string Text)> _lines = [];
    private readonly ManualResetEventSlim _open = new(initialState: true);

    public IReadOnlyList<(string Category, LogLevel Level, string Text)> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public void HoldUp() => _open.Reset();

    public void LetGo() => _open.Set();

    /// <summary>In place of every other log.</summary>
    public void Attach(WebApplicationBuilder builder)
    {
        builder.Logging.AddProvider(this);
        builder.Logging.SetMinimumLevel(LogLevel.Trace);
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => _open.Set();

    private sealed class Category(CapturedLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (name.StartsWith("Krfoss.", StringComparison.Ordinal)) log._open.Wait();
            lock (log._gate) log._lines.Add((name, logLevel, formatter(state, exception)));
        }
    }
}
