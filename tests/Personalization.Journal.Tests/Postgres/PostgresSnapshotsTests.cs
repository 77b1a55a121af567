using Npgsql;
using Personalization.Core;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

public sealed class PostgresSnapshotsTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_is_loaded_as_it_was_saved()
    {
        await using var journal = await OpenJournal(7, "-9223372036854775808", "u1");
        await using var snapshots = await Open();
        await snapshots.Save([new(Sample.User("u1"), Whole)], [], Cancellation);
        var loaded = await snapshots.Load(Sample.User("u1"), Cancellation);
        Assert.Equal(Whole with { Payload = default }, loaded! with { Payload = default });
        Assert.Equal(Whole.Payload.ToArray(), loaded.Payload.ToArray());
        Assert.Null(await snapshots.Load(Sample.Account("u1"), Cancellation));
    }

    [Fact]
    public async Task A_later_snapshot_replaces_the_earlier_one_and_of_two_at_once_the_newer_counts()
    {
        await using var journal = await OpenJournal("u1");
        await using var snapshots = await Open();
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        await snapshots.Save([new(Sample.User("u1"), Of(version: 3)), new(Sample.User("u1"), Of(version: 2))], [], Cancellation);
        Assert.Equal(3, (await snapshots.Load(Sample.User("u1"), Cancellation))!.Version);
    }

    [Fact]
    public async Task A_subject_that_the_journal_does_not_know_has_no_snapshot()
    {
        await using var snapshots = await Open();
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task Who_was_erased_and_has_begun_again_gets_no_snapshot_of_before()
    {
        await using var journal = await OpenJournal("u1");
        await using var snapshots = await Open();
        await journal.Erase(Sample.User("u1"), Cancellation);
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));

        await snapshots.Save([new(Sample.User("u1"), Of(version: 3))], [new(Sample.User("u1"), Of(version: 2))], Cancellation);

        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Null(await snapshots.LoadMark(Sample.User("u1"), Any, Cancellation));
    }

    [Fact]
    public async Task Erasing_a_subject_takes_its_snapshot_and_its_marks_with_it()
    {
        await using var journal = await OpenJournal("u1", "u2");
        await using var snapshots = await Open();
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1)), new(Sample.User("u2"), Of(version: 1))], [new(Sample.User("u1"), Of(version: 1))], Cancellation);
        await journal.Erase(Sample.User("u1"), Cancellation);
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Null(await snapshots.LoadMark(Sample.User("u1"), Any, Cancellation));
        Assert.NotNull(await snapshots.Load(Sample.User("u2"), Cancellation));
    }

    [Theory]
    [InlineData("payload = '\\x00'")]
    [InlineData("version = version + 1")]
    [InlineData("plan_hash = plan_hash + 1")]
    [InlineData("fold_code = fold_code + 1")]
    [InlineData("event_id_hash = event_id_hash + 1")]
    [InlineData("last_received = last_received - 1")]
    [InlineData("rises = NOT rises")]
    public async Task A_damaged_row_counts_as_none(string damage)
    {
        await using var journal = await OpenJournal("u1");
        await using var snapshots = await Open();
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand($"UPDATE {schema}.snapshot SET {damage}");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.Equal(1, snapshots.Damaged);
    }

    [Fact]
    public async Task A_save_that_the_database_cannot_take_just_now_is_missed_and_counted()
    {
        Assert.SkipWhen(PostgresInstance.Missing is not null, PostgresInstance.Missing ?? "");
        await using var instance = await PostgresInstance.Start(isSynced: false);
        await using var snapshots = await PostgresSnapshots.Open(instance.ConnectionString, cancellation: Cancellation);
        await instance.Stop();
        await snapshots.Save([new(Sample.User("u1"), Of(version: 1))], [], Cancellation);
        Assert.Equal(1, snapshots.Missed);
    }

    [Fact]
    public async Task A_save_beside_an_erasure_saves_the_others()
    {
        await using var journal = await OpenJournal("u1", "u2");
        await using var snapshots = await Open();
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var erasing = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await erasing.BeginTransactionAsync(Cancellation);
        await using var erase = new NpgsqlCommand($"SELECT {schema}.erase_subject(s.hash, s.tenant, s.kind, s.key) FROM {schema}.subject AS s WHERE s.key = 'u1'", erasing);
        await erase.ExecuteNonQueryAsync(Cancellation);
        var saving = snapshots.Save([new(Sample.User("u1"), Of(version: 1)), new(Sample.User("u2"), Of(version: 1))], [], Cancellation).AsTask();
        await using var waits = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))", erasing);
        while (!(bool)(await waits.ExecuteScalarAsync(Cancellation))! && !saving.IsCompleted)
        {
            // Asked until the save waits for the erasure.
        }

        await transaction.CommitAsync(Cancellation);
        await saving;

        Assert.Null(await snapshots.Load(Sample.User("u1"), Cancellation));
        Assert.NotNull(await snapshots.Load(Sample.User("u2"), Cancellation));
    }

    [Fact]
    public async Task A_damaged_mark_counts_as_none()
    {
        await using var journal = await OpenJournal("u1");
        await using var snapshots = await Open();
        await snapshots.Save([], [new(Sample.User("u1"), Of(version: 1))], Cancellation);
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand($"UPDATE {schema}.mark SET event_id_hash = event_id_hash + 1");
        Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancellation));
        Assert.Null(await snapshots.LoadMark(Sample.User("u1"), Any, Cancellation));
        Assert.Equal(1, snapshots.Damaged);
    }

    [Fact]
    public async Task A_look_gets_the_newest_mark_that_it_can_use()
    {
        await using var journal = await OpenJournal(2048, "version", "u1");
        await using var snapshots = await Open();
        await MarkChoice.Check(snapshots);
    }

    private static MarkUse Any => new(1, 1, Instant.MaxValue, Rising: false);

    private static StoredSnapshot Whole { get; } = new(7, 1UL << 63, ulong.MaxValue, 3, new ReceivedOrder(Sample.Noon, Rises: false), new byte[] { 1, 2, 3 });

    private static StoredSnapshot Of(long version) => new(version, 9, 1, 1, new ReceivedOrder(Sample.Noon, Rises: true), new byte[] { 1 });

    private async Task<PostgresSnapshots> Open() => await PostgresSnapshots.Open(await server.ConnectionString(), schema, Cancellation);

    /// <summary>A journal whose events have the ids that snapshots of <see cref="Of"/> end with.</summary>
    private Task<PostgresJournal> OpenJournal(params string[] users) => OpenJournal(3, "9", users);

    private async Task<PostgresJournal> OpenJournal(int events, string idHash, params string[] users)
    {
        var journal = await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = await server.ConnectionString(), Schema = schema }, Cancellation);
        foreach (var user in users)
        {
            await journal.Append(Sample.Append(Sample.User(user), 1, events));
        }

        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand($"UPDATE {schema}.event SET event_id_hash = {idHash}");
        await command.ExecuteNonQueryAsync(Cancellation);
        return journal;
    }
}
