using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Microsoft.Extensions.Logging.Abstractions;

// <registry file> <first number>, any number of these pairs: writes batch after batch into each registry, and for each
// that is acknowledged a line "<index of the registry> <number>", until killed. Batch n holds check and change of
// mirror m<n % 3> at second n, and says n in the state of the mirror "last".
await Task.WhenAll(args.Chunk(2).Select(
    (pair, index) => Task.Run(() => WriteAsync(index, pair[0], int.Parse(pair[1])))));

static async Task WriteAsync(int index, string file, int first)
{
    using var registry = new MirrorRegistry(
        new(RegistryProvider.Sqlite, $"Data Source={file}"),
        TimeProvider.System,
        NullLogger<MirrorRegistry>.Instance);
    using var writer = new ObservationWriter(
        registry, TimeProvider.System, NullLogger<ObservationWriter>.Instance);
    for (var n = first; ; n++)
    {
        writer.Record(Batch(n));
        if (!await writer.FlushAsync(CancellationToken.None)) return;
        await Console.Out.WriteLineAsync($"{index} {n}");
    }
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
