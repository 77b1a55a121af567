using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class OrderIndependenceTests
{
    [Theory]
    [InlineData(SubjectSide.User)]
    [InlineData(SubjectSide.Account)]
    public void Any_order_of_the_same_events_gives_the_same_bytes(SubjectSide side) =>
        Prop.ForAll(RandomEvents.Many(), ArbMap.Default.ArbFor<int>(), (events, seed) =>
            Bytes(Fold(Plan, side, events)).AsSpan().SequenceEqual(Bytes(Fold(Plan, side, Shuffled(events, seed)))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Events_in_order_of_time_and_in_reverse_give_the_same_bytes() =>
        Prop.ForAll(RandomEvents.Many(300), events =>
        {
            var byTime = events.OrderBy(one => one.Time).ToArray();
            return Bytes(User(byTime)).AsSpan().SequenceEqual(Bytes(User(byTime.Reverse())));
        }).QuickCheckThrowOnFailure();

    private static Event[] Shuffled(Event[] events, int seed)
    {
        var shuffled = (Event[])events.Clone();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }
}
