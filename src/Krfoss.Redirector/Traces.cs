using System.Diagnostics;

namespace Krfoss.Redirector;

/// <summary>
/// The spans of what workers do. Nobody listens unless traces are exported, and then nothing is made: a span is null.
/// Attributes are declared ids and closed lists, never an address or a secret.
/// </summary>
internal static class Traces
{
    public const string SourceName = "Krfoss.Redirector";

    private static readonly ActivitySource Source = new(SourceName, ProductVersion.Current);

    public static Activity? Begin(string name) => Source.StartActivity(name);
}
