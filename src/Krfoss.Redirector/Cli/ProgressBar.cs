using System.Globalization;

namespace Krfoss.Redirector.Cli;

/// <summary>How far something has come, in one line of a terminal that is written over and over.</summary>
/// <param name="terminal">Null = nothing is drawn.</param>
internal sealed class ProgressBar(TextWriter? terminal)
{
    private const int Width = 40;

    private readonly Lock _drawing = new();
    private int _drawn;

    /// <summary>Draws beside what the program prints, and only where both go to a terminal.</summary>
    public static ProgressBar On(TextWriter errors) =>
        new(Console.IsErrorRedirected || Console.IsOutputRedirected ? null : errors);

    /// <summary>From any thread; calls may come in another order than they were made in.</summary>
    public void Tell(int done, int all)
    {
        if (terminal is null || all == 0) return;
        lock (_drawing)
        {
            if (done <= _drawn) return;
            _drawn = done;
            var filled = (int)((long)done * Width / all);
            terminal.Write(string.Create(
                CultureInfo.InvariantCulture, $"\r[{new string('#', filled).PadRight(Width, '.')}] {done}/{all}"));
        }
    }

    /// <summary>Leaves the line empty for what follows.</summary>
    public void End()
    {
        lock (_drawing)
        {
            if (_drawn > 0) terminal?.Write("\r\u001b[K");
        }
    }
}
