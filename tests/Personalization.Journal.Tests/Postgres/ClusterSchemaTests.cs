using Npgsql;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Journal.Tests.Postgres;

public sealed class ClusterSchemaTests(PostgresServer server)
{
    /// <summary>What the providers of Orleans 10.2.2 read by name: nine statements for members, four for the state of grains.</summary>
    private static readonly string[] QueryKeys =
    [
        "CleanupDefunctSiloEntriesKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey", "DeleteStorageKey", "GatewaysQueryKey", "InsertMembershipKey",
        "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey", "ReadFromStorageKey", "UpdateIAmAlivetimeKey", "UpdateMembershipKey", "WriteToStorageKey",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> EarlierVersions => [.. Enumerable.Range(0, Migration.Cluster.Count)];

    [Fact]
    public async Task An_empty_database_is_set_up_once_and_the_second_time_changes_nothing()
    {
        var schema = new ClusterSchema(await server.NewDatabase());

        Assert.Equal(Migration.Cluster.Select(one => one.Name), await schema.Init(Cancellation));
        Assert.Equal([], await schema.Init(Cancellation));

        Assert.Equal([], await schema.Check(Cancellation));
        Assert.Equal(QueryKeys, await Column(schema.ConnectionString, "SELECT QueryKey FROM OrleansQuery ORDER BY QueryKey COLLATE \"C\""));
    }

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task Every_earlier_version_is_brought_up_to_date(int version)
    {
        var schema = await Earlier(version);

        Assert.Equal(Migration.Cluster.Count - version, (await schema.Check(Cancellation)).Count);
        Assert.Equal(Migration.Cluster.Skip(version).Select(one => one.Name), await schema.Init(Cancellation));
        Assert.Equal([], await schema.Check(Cancellation));
    }

    [Theory]
    [MemberData(nameof(EarlierVersions))]
    public async Task The_printed_script_does_the_same_from_every_version_and_again(int version)
    {
        var schema = await Earlier(version);
        foreach (var _ in (int[])[1, 2])
        {
            await Execute(schema.ConnectionString, ClusterSchema.Print());
        }

        Assert.Equal([], await schema.Check(Cancellation));
        Assert.Equal([], await schema.Init(Cancellation));
    }

    [Fact]
    public async Task Set_ups_at_the_same_moment_make_the_schema_once()
    {
        var schema = new ClusterSchema(await server.NewDatabase());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => schema.Init(Cancellation)));
        Assert.Equal([], await schema.Check(Cancellation));
    }

    [Fact]
    public async Task A_schema_of_a_newer_program_and_one_of_other_scripts_are_refused_and_told()
    {
        var schema = new ClusterSchema(await server.NewDatabase());
        await schema.Init(Cancellation);
        await Execute(schema.ConnectionString, "UPDATE schema_migrations SET checksum = 'x' WHERE number = 1");
        Assert.Contains(Migration.Cluster[0].Name, Assert.Single(await schema.Check(Cancellation)), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidDataException>(() => schema.Init(Cancellation));

        await Execute(schema.ConnectionString, $"INSERT INTO schema_migrations VALUES ({Migration.Cluster.Count + 1}, 'later', 'x', now())");
        Assert.Contains("a newer one has used it", Assert.Single(await schema.Check(Cancellation)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_is_gone_and_one_that_the_role_may_not_use_are_told()
    {
        var schema = new ClusterSchema(await server.NewDatabase());
        await schema.Init(Cancellation);
        await Execute(schema.ConnectionString, "DROP TABLE OrleansStorage");
        Assert.Contains("orleansstorage is gone", Assert.Single(await schema.Check(Cancellation)), StringComparison.Ordinal);

        var role = "r" + server.NewSchema();
        await Execute(schema.ConnectionString, $"CREATE ROLE {role} LOGIN; GRANT USAGE ON SCHEMA {ClusterSchema.DefaultName} TO {role}; GRANT SELECT ON schema_migrations, OrleansQuery TO {role}");
        var poor = new ClusterSchema(new NpgsqlConnectionStringBuilder(schema.ConnectionString) { Username = role, SearchPath = null }.ConnectionString);
        Assert.Equal(2, (await poor.Check(Cancellation)).Count(one => one.Contains("may not use", StringComparison.Ordinal)));
    }

    private async Task<ClusterSchema> Earlier(int version)
    {
        var database = await server.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await new Migrations(new SchemaName(ClusterSchema.DefaultName), [.. Migration.Cluster.Take(version)]).Run(connection, Cancellation);
        return new ClusterSchema(database);
    }

    private static async Task Execute(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<List<string>> Column(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        var values = new List<string>();
        while (await rows.ReadAsync(Cancellation))
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }
}
