using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Registry.Observations;

namespace Krfoss.Redirector.Postgres.Tests;

public sealed class PostgresObservationTests : ObservationContract
{
    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();
}

public sealed class PostgresRollUpTests : RollUpContract
{
    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();
}
