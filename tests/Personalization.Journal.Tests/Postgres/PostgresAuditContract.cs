using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Audit;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>The contract, and what only happens where several processes seal and erase.</summary>
public sealed class PostgresAuditContract(PostgresServer server) : AuditContract
{
    private readonly string schema = server.NewSchema();

    [Fact]
    public async Task Two_sealers_at_once_and_a_feed_that_grows_make_one_chain()
    {
        const int Commits = 40;
        var sealers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ => Sealer(await Open())));
        using var grown = new CancellationTokenSource();
        var sealing = sealers.Select(sealer => Task.Run(async () =>
        {
            while (!grown.IsCancellationRequested)
            {
                await SealAll(sealer);
            }
        })).ToList();
        for (var at = 0; at < Commits; at++)
        {
            await Append(Sample.User($"u{at % 7}"), new SubjectKey(Beta, SubjectKind.User, $"u{at}"));
        }

        await grown.CancelAsync();
        await Task.WhenAll(sealing);
        await SealAll(sealers[0]);

        Assert.Equal((2 * Commits, 2 * Commits, 0), await VerifyGood());
        Assert.Equal(2 * Commits, sealers.Sum(sealer => sealer.SealedDecisions));
    }

    [Fact]
    public async Task A_sealer_that_dies_in_the_middle_of_its_transaction_leaves_nothing_and_the_next_one_takes_over()
    {
        await Append("u1", "u2");
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var holder = await source.OpenConnectionAsync(Cancellation);
        await using var holding = await holder.BeginTransactionAsync(Cancellation);
        await Execute(holder, $"SELECT FROM {schema}.subject FOR UPDATE");
        var dying = Sealer(Kept(await PostgresAuditStore.Open($"{await server.ConnectionString()};Application Name={schema}", schema, Cancellation))).Seal(Cancellation);
        while (await Ask(holder, $"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{schema}' AND wait_event_type = 'Lock'") == 0 && !dying.IsCompleted)
        {
            // Asked until it has moved the heads and written the blocks, and waits for a subject.
        }

        await Execute(holder, $"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{schema}'");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => dying);
        await holding.CommitAsync(Cancellation);
        Assert.Equal(0, (await Store.ReadState(Cancellation)).SealedPosition);
        Assert.Null(await Store.ReadLastBlock(Sample.Acme, Cancellation));

        await SealAll();

        Assert.Equal((2, 2, 0), await VerifyGood());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_salt_that_is_destroyed_while_a_round_runs_is_not_written_back(bool isSealedBefore)
    {
        var me = Sample.User("me");
        await Append("me", "u1");
        if (isSealedBefore)
        {
            await SealAll();
            await Append("u2");
        }

        var lane = new Lane();
        var round = Sealer(new SteppedStore(await Open(), lane)).Seal(Cancellation);
        for (var step = 0; step < 2; step++)
        {
            await lane.Arrived;
            lane.Go();
        }

        // The round has read both decisions and made its blocks; an erasure elsewhere knows nothing of it.
        await lane.Arrived;
        Assert.Equal((2, isSealedBefore ? 1 : 0), await Sealer(Store).Erase(me, head: null, Cancellation));
        lane.Go();
        await round;

        Assert.Equal(isSealedBefore ? (3, 2, 1) : (2, 1, 1), await VerifyGood());
        Assert.Equal(isSealedBefore ? 2 : 1, await Ask($"SELECT count(*) FROM {schema}.audit_salt"));
    }

    [Fact]
    public async Task An_erasure_of_the_journal_alone_takes_the_salts_with_it()
    {
        await Append("me", "u1");
        await SealAll();

        await Journal.Erase(Sample.User("me"), Cancellation);

        Assert.Equal((2, 1, 1), await VerifyGood());
    }

    [Theory]
    [InlineData("UPDATE {0}.audit_block SET digests = set_byte(digests, 0, get_byte(digests, 0) # 255)", AuditFindingKind.BlockDamaged)]
    [InlineData("UPDATE {0}.audit_block SET checksum = checksum + 1", AuditFindingKind.BlockDamaged)]
    [InlineData("DELETE FROM {0}.audit_block", AuditFindingKind.BlockMissing)]
    [InlineData("DELETE FROM {0}.audit_chain", AuditFindingKind.BlockMissing)]
    [InlineData("UPDATE {0}.audit_salt SET salt = set_byte(salt, 3, 255 - get_byte(salt, 3)) WHERE position = (SELECT min(position) FROM {0}.audit_salt)", AuditFindingKind.DecisionEdited)]
    [InlineData("DELETE FROM {0}.audit_salt", AuditFindingKind.ErasedButPresent)]
    [InlineData("DELETE FROM {0}.event WHERE type = (SELECT max(type) FROM {0}.event)", AuditFindingKind.DecisionMissing)]
    public async Task Rows_that_somebody_changed_are_found(string sql, AuditFindingKind kind)
    {
        await Append("u1", "u2");
        await SealAll();
        await Execute(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, schema));

        Assert.Contains((await Verify()).Findings, finding => finding.Kind == kind);
    }

    [Theory]
    [InlineData("DELETE FROM {0}.audit_chain")]
    [InlineData("UPDATE {0}.audit_chain SET decisions = decisions - 1")]
    [InlineData("DELETE FROM {0}.audit_block")]
    [InlineData("DELETE FROM {0}.audit_sealed")]
    public async Task A_chain_whose_rows_were_changed_is_not_continued(string sql)
    {
        await Append("u1");
        await SealAll();
        await Append("u2");
        await Execute(string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, schema));

        await Assert.ThrowsAsync<AuditDamagedException>(() => SealAll());
    }

    [Fact]
    public async Task A_reader_changes_nothing_and_reads_what_was_sealed()
    {
        await Append("u1");
        await SealAll();
        await using var reader = await PostgresAuditStore.OpenReader(await server.ConnectionString(), schema, Cancellation);

        Assert.Equal(1, Assert.Single((await reader.ReadState(Cancellation)).Heads).Decisions);
        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await reader.Save(await reader.ReadSealed(Cancellation), long.MaxValue, [], Cancellation));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    protected override async ValueTask<IJournal> OpenJournal() => await PostgresJournal.Open(await server.Options(schema), Cancellation);

    protected override async ValueTask<IAuditStore> OpenStore() => await PostgresAuditStore.Open(await server.ConnectionString(), schema, Cancellation);

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<long> Ask(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await Execute(connection, sql);
    }

    private async Task<long> Ask(string sql)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        return await Ask(connection, sql);
    }
}
