using Krfoss.Redirector.Registry;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Registry.Tallies;

public sealed class SqliteTallyTests : TallyContract
{
    private readonly TemporaryFolder _folder = new();
    private int _databases;

    private protected override RegistryOptions NewDatabase() =>
        new(RegistryProvider.Sqlite, $"Data Source={_folder.File($"{++_databases}/registry.db")}");

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
