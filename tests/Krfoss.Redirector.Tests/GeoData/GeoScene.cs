using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.TestSupport;
using Krfoss.Redirector.TestSupport.Mmdb;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.GeoData;

/// <summary>A watcher over two files of its own, with a clock that the test drives and a log that it reads.</summary>
internal sealed class GeoScene : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GeoScene(bool verifyKnownAddresses = false, string? city = null)
    {
        Options = new()
        {
            City = city ?? CityPath,
            Asn = AsnPath,
            VerifyKnownAddresses = verifyKnownAddresses,
        };
        Watcher = new(Store, Microsoft.Extensions.Options.Options.Create(Options), Clock, Log);
    }

    public ManualTimeProvider Clock { get; } = new();

    public GeoStore Store { get; private set; } = new();

    public GeoOptions Options { get; }

    public GeoWatcher Watcher { get; private set; }

    public RecordingLogger Log { get; } = new();

    public string CityPath => _folder.File("city.mmdb");

    public string AsnPath => _folder.File("asn.mmdb");

    public string TablePath => _folder.File("data/geo-table.bin");

    /// <summary>Begins again as the next process would: nothing is known but what stands on the disk.</summary>
    /// <param name="table">Where the merged table is kept from now on; null = as before.</param>
    public void Restart(string? table = null)
    {
        Watcher.Dispose();
        Options.Table = table ?? Options.Table;
        Store = new();
        Log.Lines.Clear();
        Watcher = new(Store, Microsoft.Extensions.Options.Options.Create(Options), Clock, Log);
    }

    public string Path(string name) => _folder.File(name);

    public static byte[] City(string city, int blocks = 40)
    {
        var writer = new MmdbWriter(4, 24, "Test-City");
        var record = GeoRecords.City("KR", city, 36.1, 128.3);
        for (var i = 0; i < blocks; i++) writer.Insert($"1.0.{i}.0/25", record);
        return writer.ToArray();
    }

    public static byte[] Asn(uint number) =>
        new MmdbWriter(4, 24, "Test-ASN").Insert("1.0.0.0/8", GeoRecords.Asn(number, "Korea Telecom")).ToArray();

    public ClientLocation Locate(string address) => Store.Current.Locate(Ip(address));

    public static IpNumber Ip(string text) =>
        IpNumber.TryParse(text, out var ip) ? ip : throw new FormatException(text);

    public void Dispose()
    {
        Watcher.Dispose();
        _folder.Dispose();
    }
}

/// <summary>Keeps log lines for a test.</summary>
internal sealed class RecordingLogger : ILogger<GeoWatcher>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel}: {formatter(state, exception)}");
}
