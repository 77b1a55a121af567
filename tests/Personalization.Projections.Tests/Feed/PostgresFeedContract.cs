using Personalization.HostContract.Postgres;

namespace Personalization.Projections.Tests.Feed;

public sealed class PostgresFeedContract(PostgresServer server) : FeedContract(new PostgresKind(server));
