using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class HistoryTests
{
    private static readonly int Charts = Plan.Histories.ToList().FindIndex(one => one is { Of: SubjectSide.User, Kind: HistoryKind.Values, Property: "ms" });

    [Fact]
    public void The_same_question_is_one_history_however_it_is_written()
    {
        var model = Model with
        {
            Segments =
            [
                new("a", SubjectSide.User, "user.did('e', {'b': 1, 'a': 'x'}) && user.since('e', {'a': 'x', 'b': 1}) > duration('1h')", ""),
                new("b", SubjectSide.User, "user.did('e', {'a': 'x', 'b': 1}, duration('60m'))", ""),
            ],
        };
        var history = Assert.Single(Histories.Of(model));
        Assert.Equal("e", history.Selected.Event);
        Assert.Equal([new PropertyEquals("a", Text("x")), new PropertyEquals("b", Value.Int(1))], history.Selected.Where);
    }

    [Fact]
    public void Values_beyond_the_limit_push_out_those_that_were_not_seen_for_longest()
    {
        var seen = Enumerable.Range(0, Limits.HistoryValuesMax + 10).Select(at => Used("e" + at, at, at)).ToArray();
        var profile = User(seen);
        Assert.Equal(Limits.HistoryValuesMax, profile.HistoryValueCount(Charts, Instant.MinValue));
        Assert.Equal(Limits.HistoryValuesMax, profile.HistoryValueCount(Charts, Start + TimeSpan.FromHours(9)));
        Assert.Equal(5, profile.HistoryValueCount(Charts, Start + TimeSpan.FromHours(Limits.HistoryValuesMax + 4)));
    }

    [Fact]
    public void Many_values_in_any_order_give_the_same_bytes()
    {
        var random = new Random(5);
        var seen = Enumerable.Range(0, 400).Select(at => (Event)Used("e" + at, random.Next(200), random.Next(2))).ToArray();
        var bytes = Bytes(User(seen));
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(seen);
            Assert.True(bytes.AsSpan().SequenceEqual(Bytes(User(seen))), $"round {round}");
        }
    }

    [Fact]
    public void Values_of_different_types_differ_and_lists_are_none()
    {
        Value[] values = [Value.Int(1), Text("1"), Value.Bool(true), Value.Double(1.5), Value.List([Value.Int(1)]), Value.Null];
        var profile = User(values.Select((value, at) => Track("e" + at, Start, "used", ("what", Text("chart")), ("ms", value))));
        Assert.Equal(4, profile.HistoryValueCount(Charts, Instant.MinValue));
    }

    private static Tracked Used(string id, int ms, int hours) =>
        Track(id, Start + TimeSpan.FromHours(hours), "used", ("what", Text("chart")), ("ms", Value.Int(ms)));
}
