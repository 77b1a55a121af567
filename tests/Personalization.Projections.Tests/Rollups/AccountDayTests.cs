using Personalization.Core.Events;
using Personalization.HostContract;
using Personalization.Journal;
using Personalization.Projections.Rollups;

namespace Personalization.Projections.Tests.Rollups;

public sealed class AccountDayTests
{
    /// <summary>Stored rows have this form: a change needs another format number, and a higher version of the consumer.</summary>
    [Fact]
    public void The_stored_form_never_changes()
    {
        var day = new AccountDay();
        StoredEvent[] events =
        [
            new(1, Sample.User("u1"), 1, Sample.Tracked("t1")),
            new(2, Sample.User("u2"), 1, Sample.Tracked("t2") with { Name = "paid" }),
            new(3, Sample.Account("a1"), 1, Sample.Tracked("t2") with { Name = "paid" }),
            new(4, Sample.User("u1"), 2, new Viewed { Id = "v", Time = Sample.Noon, ReceivedAt = Sample.Noon, Path = "/" }),
            new(5, Sample.User("u1"), 3, new OutcomeRecorded { Id = "o", Time = Sample.Noon, ReceivedAt = Sample.Noon, DecisionId = "d", ActionId = "a", Outcome = Outcome.OptedOut }),
        ];
        foreach (var stored in events)
        {
            day.Add(stored);
        }

        Assert.Equal("0102a00502cc0b02020d696d706f72745f6661696c656401047061696401000104706169640100010000000000000001", Convert.ToHexStringLower(day.Write()));
        Assert.Equal(day.Write(), AccountDay.Read(day.Write()).Write());
    }

    [Fact]
    public void The_outcome_that_came_later_takes_the_second_form()
    {
        var day = new AccountDay();
        day.Add(new(1, Sample.User("u1"), 1, new OutcomeRecorded { Id = "o", Time = Sample.Noon, ReceivedAt = Sample.Noon, DecisionId = "d", ActionId = "a", Outcome = Outcome.LessLikeThis }));

        Assert.Equal("02000000000000000000000000000001", Convert.ToHexStringLower(day.Write()));
        Assert.Equal(1, AccountDay.Read(day.Write()).CountOf(Outcome.LessLikeThis));
    }

    [Fact]
    public void Bytes_that_nobody_wrote_are_refused()
    {
        var good = new AccountDay().Write();
        Assert.Throws<InvalidDataException>(() => AccountDay.Read([]));
        Assert.Throws<InvalidDataException>(() => AccountDay.Read([2, .. good[1..]]));
        Assert.Throws<InvalidDataException>(() => AccountDay.Read([.. good, 0]));
        Assert.Throws<InvalidDataException>(() => AccountDay.Read(good.AsSpan(..^1)));
    }

    [Fact]
    public void Names_beyond_the_bound_are_counted_together()
    {
        var counts = new NamedCounts();
        for (var at = 0; at < Limits.RollupNamesMax + 5; at++)
        {
            counts.Add($"e{at}");
        }

        counts.Add("e0");
        Assert.Equal((Limits.RollupNamesMax, 5, 2), (counts.Counts.Count, counts.Other, counts.Counts["e0"]));
    }

    [Fact]
    public void The_most_frequent_names_stay()
    {
        var counts = new NamedCounts();
        for (var part = 0; part < 2; part++)
        {
            var some = new NamedCounts();
            for (var at = 0; at < Limits.RollupNamesMax; at++)
            {
                some.Add($"e{part}-{at:00}", at + 1);
            }

            counts.AddAll(some);
        }

        counts.Cut();
        Assert.Equal(Limits.RollupNamesMax, counts.Counts.Count);
        Assert.All(counts.Counts.Values, count => Assert.True(count > Limits.RollupNamesMax / 2));
        Assert.Equal(Limits.RollupNamesMax * (Limits.RollupNamesMax + 1), counts.Other + counts.Counts.Values.Sum());
    }
}
