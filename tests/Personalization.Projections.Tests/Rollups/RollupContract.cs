using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.Journal;
using Personalization.Projections.Rollups;

namespace Personalization.Projections.Tests.Rollups;

/// <summary>What rollups count, over every kind of journal and store.</summary>
public abstract class RollupContract(IProjectionKind kind) : ProjectionContract(kind)
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public async Task Everything_of_an_account_is_counted_on_its_day()
    {
        await Append(Sample.User("u1"), Tracked("import_failed"), Tracked("import_failed"), Viewed(), Served(2), Outcome(Core.Events.Outcome.Clicked));
        await Append(Sample.User("u2"), Tracked("paid", days: 1));
        await Append(Sample.User("u3"), Tracked("paid") with { AccountId = "a2" }, Tracked("paid") with { AccountId = null });
        await Append(Sample.Account("a1"), Tracked("plan_changed"));
        await using var running = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups());
        var rollup = await Complete();

        Assert.Equal([Day, Day.AddDays(1)], rollup.Days.Select(one => one.Day));
        var first = rollup.Days[0].Counts!;
        Assert.Equal((1, 1, 1, 2), (first.ActiveUsers, first.Views, first.Decisions, first.Actions));
        Assert.Equal([new("import_failed", 2)], first.Events);
        Assert.Equal([new("plan_changed", 1)], first.AccountEvents);
        Assert.Equal([Core.Events.Outcome.Clicked], first.Outcomes.Where(one => one.Value == 1).Select(one => one.Key));
        Assert.Equal([new("paid", 1)], rollup.Days[1].Counts!.Events);
        Assert.Equal((2, 3), (rollup.Total.ActiveUsers, rollup.Total.Events.Values.Sum()));
    }

    [Fact]
    public async Task Users_of_many_shards_add_up_and_a_user_of_two_days_is_one()
    {
        for (var at = 0; at < 12; at++)
        {
            await Append(Sample.User($"u{at}"), Tracked("paid"), Tracked("paid", days: 1));
        }

        await using var running = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups());
        var rollup = await Complete();
        Assert.Equal([12L, 12L, 12L], [rollup.Days[0].Counts!.ActiveUsers, rollup.Days[1].Counts!.ActiveUsers, rollup.Total.ActiveUsers]);
        Assert.Equal(24, rollup.Total.Events["paid"]);
    }

    [Fact]
    public async Task Rollups_that_are_made_anew_are_the_same_and_say_until_then_that_they_are_not_complete()
    {
        await Append(Sample.User("u1"), Tracked("paid"));
        await using (var running = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups()))
        {
            await Append(Sample.User("u2"), Tracked("paid"));
            await Store.Until(async () => (await Read()).Total.ActiveUsers == 2);
        }

        await Store.Restart(AccountRollups.ConsumerName, 0, await Journal.ReadEnd(Cancellation), Cancellation);
        Assert.Equal((false, 0), ((await Read()).IsComplete, (await Read()).Days.Count));
        await using var again = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups());
        Assert.Equal((2, 2), ((await Complete()).Total.ActiveUsers, (await Read()).Total.Events["paid"]));
    }

    [Fact]
    public async Task Erasing_an_account_takes_its_rows_and_no_others()
    {
        await Append(Sample.User("u1"), Tracked("paid"), Tracked("paid") with { AccountId = "a10" });
        await Append(Sample.Account("a1"), Tracked("plan_changed"));
        await using var running = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups());
        await Complete();
        await Journal.Erase(Sample.Account("a1"), Cancellation);
        Assert.Empty((await Read()).Days);
        Assert.Single((await Read("a10")).Days);
    }

    [Theory]
    [InlineData(2, 2, 5)]
    [InlineData(3, 1, 3)]
    [InlineData(4, 0, 0)]
    public async Task A_day_of_too_few_people_has_no_counts_and_is_in_no_total(int peopleMin, int told, int paid)
    {
        await Append(Sample.User("u1"), Tracked("paid"), Tracked("paid", days: 1));
        await Append(Sample.User("u2"), Tracked("paid"), Tracked("paid", days: 1));
        await Append(Sample.User("u3"), Tracked("paid"));
        await using var running = new Support.Running(Journal, Store, new Support.QuickTime(), new AccountRollups());
        await Complete();

        var rollup = await new RollupReader(Store, peopleMin).Read(Sample.Acme, "a1", Day, Day.AddDays(1), Cancellation);

        Assert.Equal([Day, Day.AddDays(1)], rollup.Days.Select(one => one.Day));
        Assert.Equal((told, paid), (rollup.Days.Count(one => one.Counts is not null), rollup.Total.Events.Values.Sum()));
    }

    [Fact]
    public async Task Days_that_make_no_range_are_refused()
    {
        var reader = new RollupReader(Store);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.Read(Sample.Acme, "a1", Day, Day.AddDays(-1), Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => reader.Read(Sample.Acme, "a1", Day, Day.AddDays(Limits.RollupDaysMax), Cancellation));
    }

    private async Task<AccountRollup> Complete()
    {
        await Store.Until(async () => (await Read()).IsComplete);
        return await Read();
    }

    private Task<AccountRollup> Read(string account = "a1") => new RollupReader(Store).Read(Sample.Acme, account, Day, Day.AddDays(1), Cancellation);

    private async Task Append(SubjectKey subject, params Event[] events)
    {
        var head = await Journal.ReadHead(subject, Cancellation);
        Event[] named = [.. events.Select((one, at) => one with { Id = $"{subject.Id}-{head + at}" })];
        Assert.Equal(CommitResult.Committed, await Journal.Append(new StreamAppend(subject, head + 1, named)));
    }

    private static Event Tracked(string name, int days = 0) => Sample.Tracked("t") with { Name = name, Time = Sample.Noon + TimeSpan.FromDays(days) };

    private static Viewed Viewed() => new() { Id = "v", Time = Sample.Noon, ReceivedAt = Sample.Noon, AccountId = "a1", Path = "/" };

    private static Served Served(int actions) => new()
    {
        Id = "d", Time = Sample.Noon, ReceivedAt = Sample.Noon, AccountId = "a1", Surface = "home.card", CatalogHash = "00",
        Actions = [.. Enumerable.Range(0, actions).Select(at => new ServedAction($"x{at}", "base"))],
    };

    private static OutcomeRecorded Outcome(Outcome outcome) =>
        new() { Id = "o", Time = Sample.Noon, ReceivedAt = Sample.Noon, AccountId = "a1", DecisionId = "d", ActionId = "x0", Outcome = outcome };
}
