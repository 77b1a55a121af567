namespace Personalization.Projections.Tests.Stores;

public sealed class SqliteStoreContract() : StoreContract(new SqliteKind());
