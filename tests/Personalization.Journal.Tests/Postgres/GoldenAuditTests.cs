using System.Buffers.Binary;
using Npgsql;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Postgres;
using Personalization.Journal.Tests.Audit;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Rows that are verified for ever. The positions are made up, since those of a database depend on its past.</summary>
public sealed class GoldenAuditTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chain_is_written_as_ever()
    {
        await using var store = await PostgresAuditStore.Open(await server.ConnectionString(), schema, Cancellation);
        var start = ChainHead.Empty(Sample.Acme).Link;
        AuditLeaf[] leaves = [new(1, 1_048_577, 1, AuditHash.Of([1])), new(2, 1_048_579, 2, AuditHash.Of([2])), new(3, 3_145_728, 3, AuditHash.Of([3]))];
        Assert.True(await store.Save(0, 4_194_303, [new AuditBlock(Sample.Acme, 1, start, leaves, leaves.Aggregate(start, (link, leaf) => ChainLink.Next(link, leaf)))], Cancellation));

        var rows = await Ask($"SELECT concat_ws('|', 'sealed', position) FROM {schema}.audit_sealed")
            + await Ask($"SELECT concat_ws('|', 'chain', tenant, block, decisions, position, encode(link, 'hex')) FROM {schema}.audit_chain")
            + await Ask(
                $"""
                SELECT concat_ws('|', 'block', tenant, number, first_decision, last_decision, first_position, last_position,
                    encode(positions, 'hex'), encode(digests, 'hex'), encode(previous, 'hex'), encode(link, 'hex'), checksum)
                FROM {schema}.audit_block
                """);

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", "audit-postgres-v1.txt"), Cancellation), rows);
        Assert.Equal(leaves.Select(leaf => leaf with { Salt = 0 }), (await store.ReadLastBlock(Sample.Acme, Cancellation))!.Leaves);
    }

    [Fact]
    public async Task A_salt_is_written_with_its_lowest_byte_first_and_hangs_on_its_subject()
    {
        await using var journal = await PostgresJournal.Open(await server.Options(schema), Cancellation);
        await using var store = await PostgresAuditStore.Open(await server.ConnectionString(), schema, Cancellation);
        var salt = new UInt128(0x5A17_5A17_5A17_5A17, 7);
        using var sealer = new AuditSealer(journal, store, TimeProvider.System, () => salt);
        await journal.Append(new StreamAppend(Sample.User("u1"), 1, [AuditedFolder.Decision("d1")]));
        await sealer.Seal(Cancellation);

        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, salt);
        Assert.Equal(
            $"u1|{Convert.ToHexStringLower(bytes)}\n",
            await Ask($"SELECT concat_ws('|', s.key, encode(a.salt, 'hex')) FROM {schema}.audit_salt AS a JOIN {schema}.subject AS s ON s.id = a.subject"));
        Assert.Equal(salt, Assert.Single((await store.ReadLastBlock(Sample.Acme, Cancellation))!.Leaves).Salt);
    }

    private async Task<string> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(sql);
        return $"{await command.ExecuteScalarAsync(Cancellation)}\n";
    }
}
