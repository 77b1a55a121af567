namespace Personalization.Projections.Tests.Rollups;

public sealed class SqliteRollupContract() : RollupContract(new SqliteKind());
