using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Registry.Observations;

/// <summary>Observations as JSON lines: out of one database, into another.</summary>
public abstract class ObservationLinesContract : RegistryScene
{
    /// <summary>As the first release wrote it.</summary>
    private const string FirstRelease = """
        {"kind":"registry","version":1}
        {"kind":"counter","name":"revision","value":1}
        {"kind":"index_root","repository":"r","path":"p","first_asked":"2026-11-22T03:00:00Z","last_confirmed":null}
        {"kind":"event","at":"2026-11-22T03:00:00Z","event":"added","mirror":"one","repository":null,"text":"x"}
        {"kind":"end","lines":4}
        """;

    [Fact]
    public async Task Observations_come_back_whole_in_another_database()
    {
        var (from, to) = (Open(), Open());
        await WriteAllAsync(from);
        var lines = await Lines(from);
        Assert.Contains(lines, line => line.Contains("\"paths\":\"AAH/\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"bearing\":\"good\"", StringComparison.Ordinal));
        using var input = new StringReader(string.Join('\n', lines));

        Assert.Null((await to.ImportAsync(input, Stop)).Get().Problem);

        Assert.Equal(WithoutCounter(lines), WithoutCounter(await Lines(to)));
        Assert.Equal(
            (await from.ReadUptimeAsync("one", 9, Stop)).Get(), (await to.ReadUptimeAsync("one", 9, Stop)).Get());
        Assert.Equal([0, 1, 255], (await to.ReadGenerationsAsync(Stop, withPaths: true)).Get()[0].Paths);

        // Numbers go on behind those that came.
        await to.WriteObservationsAsync(new() { Checks = [Observed.Check(Noon)] }, Stop);
        Assert.Equal(3, (await to.ReadChecksAsync("one", 10, Stop)).Get().Count);
    }

    [Fact]
    public async Task Lines_of_the_first_release_are_read_and_leave_no_observations()
    {
        var registry = Open();
        await WriteAllAsync(registry);
        using var input = new StringReader(FirstRelease);
        var import = (await registry.ImportAsync(input, Stop)).Get();
        Assert.Equal(new RegistryImport(2, 0, null), import);
        Assert.Equal(4 + 1, (await Lines(registry)).Length);
        Assert.Empty((await registry.ReadChecksAsync("one", 10, Stop)).Get());
        Assert.Empty((await registry.ReadUptimeAsync("one", 9, Stop)).Get());
    }

    [Theory]
    [InlineData("""{"kind":"check","mirror":"one"}""", "at")]
    [InlineData("""{"kind":"index_part","repository":"r","root":"r","part":"p","entries":"AA=="}""", "sha256")]
    [InlineData("""{"kind":"index_part","repository":"r","root":"r","part":"p","entries":"?"}""", "entries")]
    public async Task A_line_that_lacks_something_is_named(string line, string problem)
    {
        var registry = Open();
        using var input = new StringReader($"{{\"kind\":\"registry\",\"version\":1}}\n{line}");
        var import = (await registry.ImportAsync(input, Stop)).Get();
        Assert.Equal(2, import.Line);
        Assert.Contains(problem, import.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_lines_are_written_observations_are_written_too()
    {
        var database = NewDatabase();
        var (reading, writing) = (Open(database), Open(database));
        await WriteAllAsync(reading);
        await using var output = new InterruptedWriter(
            () => writing.WriteObservationsAsync(new() { Checks = [Observed.Check(Noon.AddHours(1))] }, Stop));
        var count = (await reading.ExportAsync(output, Stop)).Get();
        Assert.Equal(1, (await output.Answer!).Get().Rows);

        // The check, and the sum of its hour.
        Assert.Equal(count + 2, (await Lines(reading)).Length);
    }

    private protected static async Task WriteAllAsync(MirrorRegistry registry) =>
        Assert.Equal(10, (await registry.WriteObservationsAsync(
            new()
            {
                Checks = [Observed.Check(Noon), Observed.Check(Noon) with { Evidence = "둘", LagSeconds = 5 }],
                StateChanges = [Observed.Change(Noon), Observed.Change(Noon)],
                Generations = [Observed.Generation(1, Noon, Noon, [0, 1, 255]), Observed.Generation(2, Noon)],
                Parts = [Observed.Part("main", 9, 8, 7), Observed.Part("empty")],
                MirrorStates = [Observed.State(Noon, "{}")],
                Complaints = [new(Noon, "one", "debian", 3, 2)],
            },
            Stop)).Get().Rows);

    private protected static IEnumerable<string> WithoutCounter(IEnumerable<string> lines) =>
        lines.Where(line => !line.Contains("\"kind\":\"counter\"", StringComparison.Ordinal));

    /// <summary>Does something when the second line comes, while the first ones are read already.</summary>
    private sealed class InterruptedWriter(Func<Task<RegistryAnswer<ObservationsWritten>>> interruption)
        : StringWriter
    {
        private int _lines;

        public Task<RegistryAnswer<ObservationsWritten>>? Answer { get; private set; }

        public override async Task WriteAsync(
            ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (++_lines == 3) await (Answer = interruption());
        }
    }
}
