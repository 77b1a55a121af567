namespace Personalization.Projections.Tests.Feed;

public sealed class SqliteFeedContract() : FeedContract(new SqliteKind());
