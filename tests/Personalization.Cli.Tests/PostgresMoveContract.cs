using Personalization.HostContract.Postgres;

namespace Personalization.Cli.Tests;

/// <summary>Between two databases.</summary>
public sealed class PostgresMoveContract(PostgresServer postgres) : MoveContract
{
    protected override async Task<string?> NewDatabase() => await postgres.NewDatabase();
}
