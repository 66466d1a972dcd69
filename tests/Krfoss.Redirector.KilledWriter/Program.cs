using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Microsoft.Extensions.Logging.Abstractions;

// <registry file> <first number>: writes batch after batch into the registry, and a line with the number of each that
// is acknowledged, until killed. Batch n holds check and change of mirror m<n % 3> at second n, and says n in the state
// of the mirror "last".
using var registry = new MirrorRegistry(
    new(RegistryProvider.Sqlite, $"Data Source={args[0]}"), TimeProvider.System, NullLogger<MirrorRegistry>.Instance);
using var writer = new ObservationWriter(registry, TimeProvider.System, NullLogger<ObservationWriter>.Instance);
for (var n = int.Parse(args[1]); ; n++)
{
    writer.Record(Batch(n));
    if (!await writer.FlushAsync(CancellationToken.None)) return;
    await Console.Out.WriteLineAsync($"{n}");
}

static ObservationBatch Batch(int n)
{
    var (at, mirror) = (DateTimeOffset.UnixEpoch.AddSeconds(n), $"m{n % 3}");
    return new()
    {
        Checks = [new(at, mirror, "debian", "https4", "Release", "ok", CheckBearing.Good, 200, 9, 1, null, null, null)],
        StateChanges = [new(at, mirror, "debian", "https4", "good", "away", "timeout", $"{n}")],
        MirrorStates = [new("last", "debian", "https4", at, $"{n}")],
    };
}
