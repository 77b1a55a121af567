using Personalization.HostContract.Postgres;

namespace Personalization.Projections.Tests.Stores;

public sealed class PostgresStoreContract(PostgresServer server) : StoreContract(new PostgresKind(server));
