using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <content>What becomes of merges that are undone.</content>
public abstract partial class ProfilesContract
{
    [Fact]
    public async Task A_merge_that_is_undone_leaves_the_user_what_was_theirs_and_the_visitor_what_was_theirs()
    {
        var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), Crew.Track("e2", "engine_failed"));
        var (visitor, user) = (await host.Get(Visitor()), await host.GetUser());
        await host.Ingest(SignIn("s1"), ByVisitor(Crew.Track("e3", "landed")));
        time.Advance(TimeSpan.FromDays(1));
        var undone = await host.Unmerge(Sample.User("u1"), Visitor());
        Assert.True(undone.IsOk, undone.Problem?.Message);
        Assert.True(Assert.Single(undone.Value.Identities).IsUndone);
        Assert.Equal((user.Errors.Count, user.Counters["failures"], true), (undone.Value.Errors.Count, undone.Value.Counters["failures"], undone.Value.Features.ContainsKey("landing")));
        Assert.Equal([IngestStatus.Accepted], await host.Ingest(ByVisitor(Crew.Track("e4", "engine_failed"))));
        Assert.Equal((Visitor(), visitor!.Counters["failures"] + 1), await Told(host));
        await host.Crash();
        await using var again = await Open();
        Assert.Equal((Visitor(), visitor.Counters["failures"] + 1), await Told(again));
        Assert.Equal(ViewText.Of(undone.Value), ViewText.Of(await again.GetUser()));
        Assert.Equal("not_merged", (await again.Unmerge(Sample.User("u1"), Visitor())).Problem?.Code);

        async Task<(SubjectKey, long)> Told(HostUnderTest told) => (await told.Get(Visitor()))! is { } view ? (view.Subject, view.Counters["failures"]) : default;
    }

    [Fact]
    public async Task What_was_undone_can_be_merged_again()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), SignIn("s1"));
        await host.Unmerge(Sample.User("u1"), Visitor());
        await host.Ingest(ByVisitor(Crew.Track("e2", "engine_failed")), SignIn("s2", after: TimeSpan.FromSeconds(1)));
        var user = await host.GetUser();
        Assert.Equal((2L, 2), (user.Counters["failures"], user.Identities.Count));
        Assert.Equal(Sample.User("u1"), (await host.Get(Visitor()))!.Subject);
        Assert.Equal([IngestStatus.Duplicate], await host.Ingest(Crew.Track("e1", "engine_failed")));
        var ids = (await host.Profiles.ReadEvents(Sample.User("u1"), 0, 100, Cancellation)).Events.Select(stored => stored.Event.Id);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task An_identify_that_comes_again_merges_nobody_who_was_parted_since()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), SignIn("s1"), Alias("a1", "v2", "u1"));
        await host.Unmerge(Sample.User("u1"), Visitor());
        await host.Unmerge(Sample.User("u1"), Visitor("v2"));
        Assert.Equal([IngestStatus.Duplicate, IngestStatus.Duplicate], await host.Ingest(SignIn("s1"), Alias("a1", "v2", "u1")));
        Assert.Equal(Visitor(), (await host.Get(Visitor()))!.Subject);
        Assert.Equal(["v1", "v2", "v2"], (await host.GetUser()).Identities.Where(one => one.IsUndone || one.Kind == SubjectKind.User).Select(one => one.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whatever_is_merged_and_parted_at_the_same_time_is_the_same_after_a_crash()
    {
        var host = await Open();
        SubjectKey[] all = [Visitor("v1"), Visitor("v2"), Sample.User("u1"), Sample.User("u2"), Sample.User("u3")];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => Act(new Random(worker), worker), Cancellation)));
        var before = await Told(host);
        await host.Crash();
        await using var again = await Open();
        Assert.Equal(before, await Told(again));

        async Task Act(Random random, int worker)
        {
            for (var at = 0; at < 25; at++)
            {
                var (id, visitor, user) = ($"{worker}.{at}", $"v{random.Next(1, 3)}", $"u{random.Next(1, 4)}");
                var other = $"u{random.Next(1, 4)}";
                var parted = random.Next(2) == 0 ? Visitor(visitor) : Sample.User(other);
                Func<Task> call = random.Next(5) switch
                {
                    0 => async () => await host.Ingest(SignIn(id, visitor, user)),
                    1 => async () => await host.Ingest(Alias(id, other, user)),
                    2 => async () => await host.Unmerge(Sample.User(user), parted),
                    3 => async () => await host.Ingest(ByVisitor(Crew.Track(id, "engine_failed"), visitor)),
                    _ => async () => await host.Decide(Crew.Ask("lounge", user)),
                };
                await UntilAnswered(call);
            }
        }

        // Where all want the same five subjects a node may try in vain as often as it does; callers make the call again then.
        static async Task UntilAnswered(Func<Task> call)
        {
            for (var isLost = true; isLost;)
            {
                Cancellation.ThrowIfCancellationRequested();
                try
                {
                    await call();
                    isLost = false;
                }
                catch (TurnLostException)
                {
                    // Once more.
                }
            }
        }

        async Task<string> Told(HostUnderTest told)
        {
            var texts = new List<string>();
            foreach (var one in all)
            {
                texts.Add($"{one}: {(await told.Get(one) is { } view ? $"{view.Subject} {ViewText.Of(view)}" : "nobody")}");
            }

            return string.Join('\n', texts);
        }
    }

    [Fact]
    public async Task What_has_gone_on_to_another_user_is_undone_from_the_last_merge_back()
    {
        await using var host = await Open();
        await host.Ingest(ByVisitor(Crew.Track("e1", "engine_failed")), SignIn("s1"));
        await host.Ingest(Alias("a1", "u1", "u2"));
        Assert.Equal("already_merged", (await host.Unmerge(Sample.User("u1"), Visitor())).Problem?.Code);
        Assert.Equal("not_merged", (await host.Unmerge(Sample.User("u2"), Visitor())).Problem?.Code);
        Assert.Equal(1, (await host.GetUser("u2")).Counters["failures"]);
        Assert.True((await host.Unmerge(Sample.User("u2"), Sample.User("u1"))).IsOk);
        Assert.True((await host.Unmerge(Sample.User("u1"), Visitor())).IsOk);
        Assert.Equal(Visitor(), (await host.Get(Visitor()))!.Subject);
        Assert.Empty((await host.GetUser("u1")).Errors);
        Assert.Empty((await host.GetUser("u2")).Errors);
    }

    [Fact]
    public async Task A_merge_can_be_undone_for_thirty_days()
    {
        await using var host = await Open();
        await host.Ingest(SignIn("s1"));
        Assert.Equal("not_merged", (await host.Unmerge(Sample.User("u1"), Visitor("v2"))).Problem?.Code);
        time.Advance(MergeTurn.UndoWindow + TimeSpan.FromMilliseconds(1));
        Assert.Equal("too_late", (await host.Unmerge(Sample.User("u1"), Visitor())).Problem?.Code);
    }
}
