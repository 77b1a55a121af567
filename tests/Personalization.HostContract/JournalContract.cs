using FsCheck;
using FsCheck.Fluent;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.HostContract;

/// <summary>What every journal must do. Derive from it and say how to open yours.</summary>
public abstract partial class JournalContract
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Opens the journal of this test; once it is disposed, opens the same one again.</summary>
    protected abstract ValueTask<IJournal> Open();

    /// <summary>Makes the next <see cref="Open"/> open a journal without events.</summary>
    protected abstract ValueTask StartOver();

    [Fact]
    public async Task A_subject_without_events_has_version_zero_and_an_empty_stream()
    {
        await using var journal = await Open();
        Assert.Equal(0, await journal.ReadHead(Sample.User("nobody"), Cancellation));
        Assert.Empty(await journal.Stream(Sample.User("nobody")));
        Assert.Empty(await journal.Feed());
    }

    [Fact]
    public async Task Events_read_back_as_they_were_appended()
    {
        await using var journal = await Open();
        var append = Sample.Append(Sample.User("u1"), 1, 5);
        Assert.Equal(CommitResult.Committed, await journal.Append(append));
        var stored = await journal.Stream(Sample.User("u1"));
        Assert.Equal(append.Events, stored.Select(one => one.Event));
        Assert.Equal([1, 2, 3, 4, 5], stored.Select(one => one.Version));
        Assert.All(stored, one => Assert.Equal(Sample.User("u1"), one.Subject));
    }

    [Fact]
    public async Task A_stream_is_read_after_a_version()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        await journal.Append(Sample.Append(Sample.User("u1"), 4, 3));
        Assert.Equal([5, 6], (await journal.Stream(Sample.User("u1"), afterVersion: 4)).Select(one => one.Version));
        Assert.Empty(await journal.Stream(Sample.User("u1"), afterVersion: 6));
    }

    [Fact]
    public async Task The_feed_gives_every_event_once_with_rising_positions()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 2), Sample.Append(Sample.Account("a1"), 1, 2));
        await journal.Append(Sample.Append(Sample.User("u1"), 3));
        var feed = await journal.Feed();
        Assert.Equal(5, feed.Select(one => (one.Subject, one.Version)).Distinct().Count());
        Assert.Equal(feed.Select(one => one.Position).Order().Distinct(), feed.Select(one => one.Position));
    }

    [Fact]
    public async Task The_feed_goes_on_after_any_of_its_positions()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        await journal.Append(Sample.Append(Sample.User("u2"), 1, 3));
        var feed = await journal.Feed();
        for (var at = 0; at < feed.Count; at++)
        {
            Assert.Equal(feed[(at + 1)..], await journal.Feed(feed[at].Position));
        }
    }

    [Fact]
    public async Task The_end_of_the_feed_lies_behind_what_is_durable_and_before_what_comes()
    {
        await using var journal = await Open();
        Assert.Equal(0, await journal.ReadEnd(Cancellation));
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        var end = await journal.ReadEnd(Cancellation);
        Assert.InRange((await journal.Feed())[^1].Position, 1, end);
        await journal.Append(Sample.Append(Sample.User("u1"), 4));
        Assert.Equal([4], (await journal.Feed(end)).Select(one => one.Version));
    }

    [Fact]
    public async Task The_feed_gives_only_the_kinds_of_event_that_are_asked_for()
    {
        await using var journal = await Open();
        var user = Sample.User("u1");
        Event seen = new Viewed { Id = "seen", Time = Sample.Noon, ReceivedAt = Sample.Noon, Path = "/home" };
        await journal.Append(Sample.Append(user, 1, 2), new StreamAppend(Sample.Account("a1"), 1, [Sample.Tracked("x"), seen, Sample.Tracked("y")]));
        await journal.Append(Sample.Append(user, 3, 2));
        var feed = await journal.Feed();
        Assert.Equal([feed[3]], await journal.Feed(types: EventTypeSet.Of(EventType.Viewed)));
        Assert.Equal(feed.Where(one => one.Event.Type == EventType.Tracked).Skip(1), await journal.Feed(feed[0].Position, EventTypeSet.Of(EventType.Tracked)));
        Assert.Equal(feed, await journal.Feed(types: EventTypeSet.All));
        Assert.Empty(await journal.Feed(types: EventTypeSet.Of(EventType.Served, EventType.Aliased)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_part_that_does_not_continue_its_stream_is_fenced_and_leaves_nothing(long firstVersion)
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1, 3));
        var other = Sample.Append(Sample.User("u2"), 1);
        Assert.Equal(CommitResult.Fenced, await journal.Append(other, Sample.Append(Sample.User("u1"), firstVersion)));
        Assert.Equal(3, await journal.ReadHead(Sample.User("u1"), Cancellation));
        Assert.Equal(0, await journal.ReadHead(Sample.User("u2"), Cancellation));
        Assert.Equal(3, (await journal.Feed()).Count);
    }

    [Fact]
    public async Task The_first_version_of_a_new_subject_is_one()
    {
        await using var journal = await Open();
        Assert.Equal(CommitResult.Fenced, await journal.Append(Sample.Append(Sample.User("u1"), 2)));
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1)));
    }

    [Fact]
    public async Task Two_parts_of_one_call_may_continue_the_same_stream()
    {
        await using var journal = await Open();
        Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1, 2), Sample.Append(Sample.User("u1"), 3, 2)));
        Assert.Equal([1, 2, 3, 4], (await journal.Stream(Sample.User("u1"))).Select(one => one.Version));
    }

    [Fact]
    public async Task Calls_for_one_subject_need_not_wait_for_each_other()
    {
        await using var journal = await Open();
        var calls = Enumerable.Range(1, 200).Select(version => journal.Append(Sample.Append(Sample.User("u1"), version))).ToArray();
        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CommitResult.Committed, result));
        Assert.Equal(Enumerable.Range(1, 200).Select(version => (long)version), (await journal.Stream(Sample.User("u1"))).Select(one => one.Version));
    }

    [Fact]
    public async Task The_head_includes_events_that_are_not_durable_yet()
    {
        await using var journal = await Open();
        var commit = journal.Append(Sample.Append(Sample.User("u1"), 1, 7));
        Assert.Equal(7, await journal.ReadHead(Sample.User("u1"), Cancellation));
        await commit;
    }

    [Fact]
    public async Task A_read_beside_a_commit_sees_a_durable_beginning_of_the_stream()
    {
        await using var journal = await Open();
        for (var version = 1; version <= 50; version++)
        {
            var commit = journal.Append([Sample.Append(Sample.User("u1"), version)]);
            var beside = await journal.Stream(Sample.User("u1"));
            Assert.InRange(beside.Count, version - 1, version);
            await commit;
            Assert.Equal(version, (await journal.Stream(Sample.User("u1"))).Count);
        }
    }

    [Fact]
    public async Task An_event_id_is_known_at_once_and_only_to_its_stream()
    {
        await using var journal = await Open();
        var commit = journal.Append(Sample.Append(Sample.User("u1"), 1));
        var id = Sample.IdOf(Sample.User("u1"), 1);
        Assert.True(journal.MayContain(Sample.User("u1"), StableHash.Of(id)));
        Assert.True(await journal.Contains(Sample.User("u1"), id, Cancellation));
        Assert.False(await journal.Contains(Sample.User("u2"), id, Cancellation));
        Assert.False(await journal.Contains(Sample.User("u1"), id + "x", Cancellation));
        await commit;
    }

    [Fact]
    public async Task Subjects_of_other_kinds_and_tenants_with_the_same_id_are_different_ones()
    {
        SubjectKey[] subjects = [.. Enum.GetValues<SubjectKind>().Select(kind => new SubjectKey(Sample.Acme, kind, "x")), new(new TenantId("other/production"), SubjectKind.User, "x")];
        await using (var first = await Open())
        {
            await first.Append([.. subjects.Select((subject, at) => Sample.Append(subject, 1, at + 1))]);
        }

        await using var journal = await Open();
        for (var at = 0; at < subjects.Length; at++)
        {
            Assert.Equal(at + 1, (await journal.Stream(subjects[at])).Count);
        }
    }

    [Fact]
    public async Task A_subject_is_found_by_its_hash()
    {
        await using var journal = await Open();
        await journal.Append(Sample.Append(Sample.User("u1"), 1), Sample.Append(Sample.User("u2"), 1));
        Assert.Equal([Sample.User("u2")], await journal.FindSubjects(Sample.User("u2").StableHash(), Cancellation));
        Assert.Empty(await journal.FindSubjects(Sample.User("u3").StableHash(), Cancellation));
    }

    [Fact]
    public async Task Everything_is_there_when_the_journal_is_opened_again()
    {
        List<StoredEvent> before;
        await using (var journal = await Open())
        {
            for (var version = 1; version <= 40; version++)
            {
                await journal.Append(Sample.Append(Sample.User("u1"), version), Sample.Append(Sample.User($"v{version}"), 1));
            }

            before = await journal.Feed();
        }

        await using var again = await Open();
        Assert.Equal(before, await again.Feed());
        Assert.Equal(40, await again.ReadHead(Sample.User("u1"), Cancellation));
        Assert.Equal(40, (await again.Stream(Sample.User("u1"))).Count);
        Assert.True(await again.Contains(Sample.User("u1"), Sample.IdOf(Sample.User("u1"), 3), Cancellation));
        Assert.Equal([Sample.User("v7")], await again.FindSubjects(Sample.User("v7").StableHash(), Cancellation));
        Assert.Equal(CommitResult.Committed, await again.Append(Sample.Append(Sample.User("u1"), 41)));
    }

    [Fact]
    public async Task Calls_that_wait_are_committed_before_the_journal_closes()
    {
        Task<CommitResult>[] calls;
        await using (var journal = await Open())
        {
            calls = [.. Enumerable.Range(0, 50).Select(at => journal.Append(Sample.Append(Sample.User($"u{at}"), 1)))];
        }

        Assert.All(await Task.WhenAll(calls), result => Assert.Equal(CommitResult.Committed, result));
    }

    [Fact]
    public async Task A_closed_journal_takes_no_calls()
    {
        var journal = await Open();
        await journal.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => journal.Append(Sample.Append(Sample.User("u1"), 1)));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await journal.ReadHead(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task Appenders_in_parallel_leave_every_stream_whole_and_in_order()
    {
        await using var journal = await Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => AppendAll(journal, Sample.User($"u{writer}"), versions: 60))));
        for (var writer = 0; writer < 8; writer++)
        {
            Assert.Equal(Enumerable.Range(1, 60).Select(version => (long)version), (await journal.Stream(Sample.User($"u{writer}"))).Select(one => one.Version));
        }

        Assert.Equal(8 * 60, (await journal.Feed()).Count);
    }

    [Fact]
    public async Task An_erased_subject_has_no_events_and_others_keep_theirs_and_their_positions()
    {
        List<StoredEvent> others;
        await using (var journal = await Open())
        {
            for (var version = 1; version <= 12; version++)
            {
                await journal.Append(Sample.Append(Sample.User("u1"), version), Sample.Append(Sample.Account("u1"), version), Sample.Append(Sample.User("u2"), version));
            }

            await journal.Append(Sample.Append(Sample.User("u1"), 13, 4));
            others = [.. (await journal.Feed()).Where(one => one.Subject != Sample.User("u1"))];
            Assert.Equal(16, await journal.Erase(Sample.User("u1"), Cancellation));
            await AssertErased(journal, others);
        }

        await using var again = await Open();
        await AssertErased(again, others);
        Assert.Equal(0, await again.Erase(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task An_erased_subject_may_begin_again()
    {
        await using (var journal = await Open())
        {
            await journal.Append(Sample.Append(Sample.User("u1"), 1, 5));
            await journal.Append(Sample.Append(Sample.User("u2"), 1, 5));
            await journal.Erase(Sample.User("u1"), Cancellation);
            Assert.Equal(CommitResult.Fenced, await journal.Append(Sample.Append(Sample.User("u1"), 6)));
            Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(Sample.User("u1"), 1, 2)));
        }

        await using var again = await Open();
        Assert.Equal(2, await again.ReadHead(Sample.User("u1"), Cancellation));
        Assert.Equal([1, 2], (await again.Stream(Sample.User("u1"))).Select(one => one.Version));
        Assert.Equal(7, (await again.Feed()).Count);
        Assert.Equal(2, await again.Erase(Sample.User("u1"), Cancellation));
    }

    [Fact]
    public async Task Others_go_on_while_a_subject_is_erased()
    {
        await using var journal = await Open();
        await AppendAll(journal, Sample.User("u1"), versions: 60);
        var others = Enumerable.Range(2, 3).Select(writer => Task.Run(() => AppendAll(journal, Sample.User($"u{writer}"), versions: 60))).ToArray();
        Assert.Equal(60, await journal.Erase(Sample.User("u1"), Cancellation));
        await Task.WhenAll(others);
        Assert.Equal(3 * 60, (await journal.Feed()).Count);
    }

    [Fact]
    public async Task A_journal_behaves_like_its_model_in_any_history()
    {
        // A journal that cannot be opened here skips the test; inside the property that would be a failure.
        await (await Open()).DisposeAsync();
        var step = from kind in Gen.Frequency(
                       (6, Gen.Constant(ModelStepKind.Append)), (3, Gen.Constant(ModelStepKind.AppendToTwo)), (1, Gen.Elements(Enum.GetValues<ModelStepKind>())))
                   from subject in Gen.Choose(0, 3)
                   from count in Gen.Choose(1, 6)
                   select new ModelStep(kind, subject, count);
        // Every history opens files and syncs them, so fewer of them than of pure properties. Blocking, so on a thread that no context waits for.
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(30), Prop.ForAll(step.ListOf().ToArbitrary(), steps => Task.Run(() => Follow([.. steps])).GetAwaiter().GetResult()));
    }

    private async Task Follow(IReadOnlyList<ModelStep> steps)
    {
        await StartOver();
        await using var model = new JournalModel(Open);
        ModelStep[] checks = [new(ModelStepKind.ReadFeed, 0, 0), new(ModelStepKind.Reopen, 0, 0), .. Enumerable.Range(0, 4).Select(subject => new ModelStep(ModelStepKind.ReadStream, subject, 0))];
        foreach (var step in steps.Concat(checks))
        {
            await model.Do(step);
        }
    }

    private static async Task AssertErased(IJournal journal, List<StoredEvent> others)
    {
        var user = Sample.User("u1");
        Assert.Equal(others, await journal.Feed());
        Assert.Empty(await journal.Stream(user));
        Assert.Equal(0, await journal.ReadHead(user, Cancellation));
        Assert.False(await journal.Contains(user, Sample.IdOf(user, 3), Cancellation));
        Assert.Empty(await journal.FindSubjects(user.StableHash(), Cancellation));
        Assert.Equal(12, (await journal.Stream(Sample.User("u2"))).Count);
        Assert.Equal(12, (await journal.Stream(Sample.Account("u1"))).Count);
    }

    private static async Task AppendAll(IJournal journal, SubjectKey subject, int versions)
    {
        for (var version = 1; version <= versions; version += 3)
        {
            await journal.WaitForRoom(Cancellation);
            Assert.Equal(CommitResult.Committed, await journal.Append(Sample.Append(subject, version, 3)));
        }
    }
}
