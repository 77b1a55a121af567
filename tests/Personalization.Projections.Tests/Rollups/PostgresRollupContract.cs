using Personalization.HostContract.Postgres;

namespace Personalization.Projections.Tests.Rollups;

public sealed class PostgresRollupContract(PostgresServer server) : RollupContract(new PostgresKind(server));
