namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// What even a redirector without any thought has to do: put a base URL and the path together. The measure for the
/// rest, since a ratio says more than the nanoseconds of somebody's machine.
/// </summary>
internal static class TrivialRedirect
{
    private static readonly string[] Bases = ["https://one.example/debian", "https://two.example/debian"];

    public static string LocationOf(int request) =>
        string.Concat(Bases[request & 1], "/pool/main/h/hello/hello_2.10-3_amd64.deb");
}
