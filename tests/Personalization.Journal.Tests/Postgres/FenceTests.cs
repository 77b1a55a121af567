using Npgsql;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

/// <summary>Several journals on one schema.</summary>
public sealed class FenceTests(PostgresServer server)
{
    private readonly string schema = server.NewSchema();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Owners_that_race_for_the_same_subjects_leave_every_stream_whole_and_every_call_undivided()
    {
        const int Owners = 3, Rounds = 60;
        var journals = await Task.WhenAll(Enumerable.Range(0, Owners).Select(_ => Open()));
        var outcomes = await Task.WhenAll(journals.Select((journal, owner) => Task.Run(() => Race(journal, owner, Rounds))));
        var feed = await journals[0].Feed();
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        var (committed, fenced) = (outcomes.Sum(one => one.Committed), outcomes.Sum(one => one.Fenced));
        Assert.Equal(Owners * Rounds, committed + fenced);
        Assert.InRange(fenced, 1, (Owners * Rounds) - 1);
        // Two events a call, one in each of two streams.
        Assert.Equal(committed * 2, feed.Count);
        Assert.All(feed.GroupBy(one => one.Event.Id), call => Assert.Equal(2, call.Count()));
        Assert.All(feed.GroupBy(one => one.Subject), stream => Assert.Equal(Enumerable.Range(1, stream.Count()), stream.Select(one => (int)one.Version)));
    }

    [Fact]
    public async Task A_call_that_is_too_late_takes_down_what_was_folded_on_it_and_nothing_else()
    {
        await using var first = await Open();
        await using var second = await Open();
        await first.Append(Sample.Append(Sample.User("u1"), 1));

        var calls = new[]
        {
            second.Append(Sample.Append(Sample.User("u2"), 1)),
            second.Append(Sample.Append(Sample.User("u1"), 1)),
            second.Append(Sample.Append(Sample.User("u1"), 2), Sample.Append(Sample.User("u3"), 1)),
            second.Append(Sample.Append(Sample.User("u3"), 2)),
            second.Append(Sample.Append(Sample.User("u4"), 1)),
        };

        Assert.Equal([CommitResult.Committed, CommitResult.Fenced, CommitResult.Fenced, CommitResult.Fenced, CommitResult.Committed], await Task.WhenAll(calls));
        Assert.Equal(["u1", "u2", "u4"], (await first.Feed()).Select(one => one.Subject.Id).Order());
    }

    [Fact]
    public async Task What_was_folded_on_a_lost_call_is_refused_even_where_the_other_owner_stopped_at_the_same_version()
    {
        await using var first = await Open();
        await using var second = await Open();
        await first.Append(Sample.Append(Sample.User("u1"), 1, 2));
        Assert.Equal(CommitResult.Fenced, await second.Append(Sample.Append(Sample.User("u1"), 1, 2)));

        Assert.Equal(CommitResult.Fenced, await second.Append(Sample.Append(Sample.User("u1"), 3)));

        Assert.Equal(2, await second.ReadHead(Sample.User("u1"), Cancellation));
        Assert.Equal(CommitResult.Committed, await second.Append(Sample.Append(Sample.User("u1"), 3)));
    }

    [Fact]
    public async Task What_another_owner_appended_is_seen_once_the_head_has_been_read()
    {
        await using var first = await Open();
        await using var second = await Open();
        var user = Sample.User("u1");
        Assert.Equal(0, await second.ReadHead(user, Cancellation));
        Assert.False(second.MayContain(user, Core.StableHash.Of(Sample.IdOf(user, 1))));
        await first.Append(Sample.Append(user, 1));

        Assert.Equal(1, await second.ReadHead(user, Cancellation));

        Assert.True(second.MayContain(user, Core.StableHash.Of(Sample.IdOf(user, 1))));
        Assert.True(await second.Contains(user, Sample.IdOf(user, 1), Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_another_owner_appended_after_it_erased_the_subject_may_be_contained(int appended)
    {
        await using var first = await Open();
        await using var second = await Open();
        var user = Sample.User("u1");
        Assert.Equal(0, await first.ReadHead(user, Cancellation));
        await first.Append(Sample.Append(user, 1, 2));
        Assert.Equal(2, await second.Erase(user, Cancellation));
        await second.Append(new StreamAppend(user, 1, [.. Enumerable.Range(1, appended).Select(at => Sample.Tracked($"other-{at}"))]));

        Assert.Equal(appended, await first.ReadHead(user, Cancellation));

        Assert.True(first.MayContain(user, Core.StableHash.Of("other-1")));
        Assert.True(await first.Contains(user, "other-1", Cancellation));
        Assert.False(await first.Contains(user, Sample.IdOf(user, 1), Cancellation));
    }

    [Fact]
    public async Task A_subject_is_erased_at_a_version_only_while_it_has_it()
    {
        await using var first = await Open();
        await using var second = await Open();
        var user = Sample.User("u1");
        await first.Append(Sample.Append(user, 1, 2));
        Assert.Equal(2, await second.ReadHead(user, Cancellation));
        await first.Append(Sample.Append(user, 3));

        Assert.Null(await second.EraseAt(user, 2, Cancellation));
        Assert.Equal(3, (await first.Feed()).Count);
        Assert.Equal(3, await second.EraseAt(user, 3, Cancellation));
        Assert.Equal(0, await second.EraseAt(user, 0, Cancellation));

        Assert.Equal(CommitResult.Fenced, await first.Append(Sample.Append(user, 4)));
        Assert.Equal(0, await first.ReadHead(user, Cancellation));
        Assert.Equal(CommitResult.Committed, await first.Append(Sample.Append(user, 1)));
    }

    [Fact]
    public async Task A_schema_that_another_server_holds_is_refused_and_free_once_that_one_ends()
    {
        var holder = await Open(exclusive: true);
        var refused = await Assert.ThrowsAsync<SchemaHeldException>(
            async () => await PostgresJournal.Open(await server.Options(schema) with { Exclusive = true, ExclusiveWait = TimeSpan.Zero }, Cancellation));
        Assert.Equal(schema, refused.Schema);
        Assert.Contains("Stop that server", refused.Message, StringComparison.Ordinal);

        await holder.DisposeAsync();
        await using var next = await Open(exclusive: true);
    }

    [Fact]
    public async Task A_server_that_another_one_took_over_from_while_it_was_cut_off_does_not_go_on()
    {
        await using var first = await PostgresJournal.Open(
            await server.Options(schema) with { ConnectionString = $"{await server.ConnectionString()};Application Name={schema}", Exclusive = true }, Cancellation);
        await first.Append(Sample.Append(Sample.User("u1"), 1));
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var cut = source.CreateCommand($"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '{schema}'");
        await cut.ExecuteNonQueryAsync(Cancellation);
        await using (var second = await Open(exclusive: true))
        {
            await second.Append(Sample.Append(Sample.User("u2"), 1));
        }

        Assert.Equal(CommitResult.InDoubt, await first.Append(Sample.Append(Sample.User("u1"), 2)));

        Assert.IsType<SchemaTakenException>((await first.Failed).InnerException);
        await using var next = await Open();
        Assert.Equal(1, await next.ReadHead(Sample.User("u1"), Cancellation));
    }

    private static async Task<(int Committed, int Fenced)> Race(PostgresJournal journal, int owner, int rounds)
    {
        var (committed, fenced) = (0, 0);
        SubjectKey[] subjects = [Sample.User("u1"), Sample.User("u2"), Sample.Account("a1")];
        for (var round = 0; round < rounds; round++)
        {
            // In either order: locks are taken in one order whatever the caller's is.
            var (one, other) = (subjects[(round + owner) % 3], subjects[(round + owner + 1 + (round % 2)) % 3]);
            var id = $"{owner}-{round}";
            StreamAppend[] parts =
            [
                new(one, await journal.ReadHead(one, Cancellation) + 1, [Sample.Tracked(id)]),
                new(other, await journal.ReadHead(other, Cancellation) + 1, [Sample.Tracked(id)]),
            ];
            _ = await journal.Append(parts) == CommitResult.Committed ? committed++ : fenced++;
        }

        return (committed, fenced);
    }

    private async Task<PostgresJournal> Open(bool exclusive = false) =>
        await PostgresJournal.Open(await server.Options(schema) with { Exclusive = exclusive }, Cancellation);
}
