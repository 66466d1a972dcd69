using Krfoss.Redirector.Registry;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Registry.Observations;

public sealed class SqliteRollUpTests : RollUpContract
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
