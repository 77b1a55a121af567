using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Decisions;

public sealed class LessLikeGateTests
{
    private const string Said = "capped.7", SameTopic = "capped.8", OtherTopic = "capped.6", NoTopic = "capped.5";
    private static readonly Instant Noon = Office.Noon;

    [Fact]
    public void Who_wants_less_like_something_gets_neither_it_nor_what_is_of_its_topic_and_all_the_rest()
    {
        var office = Make();
        office.Prefer(Less("p1", Noon, Said));

        var rejected = Decide(office).Rejected.Where(one => one.Code == "less_like_this").ToArray();

        Assert.Equal(
            [
                (Said, "preferences", $"less like {Said}, said at {Noon}, counts 7d, next at {Noon + TimeSpan.FromDays(7)}"),
                (SameTopic, "preferences", $"less like {Said} of the topic tips, said at {Noon}, counts 7d, next at {Noon + TimeSpan.FromDays(7)}"),
            ],
            rejected.Select(one => (one.Id, one.Stage, one.Detail)).Order());
    }

    [Fact]
    public void Of_what_has_no_topic_it_is_about_that_alone()
    {
        var office = Make();
        office.Prefer(Less("p1", Noon, NoTopic));

        Assert.Equal([NoTopic], Stopped(office));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void It_counts_for_as_long_as_the_catalog_says(int milliseconds, bool isStopped)
    {
        var office = Make();
        office.Prefer(Less("p1", Noon - TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(milliseconds), Said));

        Assert.Equal(isStopped, Stopped(office).Contains(Said));
    }

    [Fact]
    public void The_word_that_was_said_last_is_the_one_that_is_told()
    {
        var office = Make();
        office.Prefer(Less("p1", Noon, SameTopic));
        office.Prefer(Less("p2", Noon - TimeSpan.FromDays(1), Said));

        Assert.All(Decide(office).Rejected.Where(one => one.Code == "less_like_this"), one => Assert.StartsWith($"less like {SameTopic}", one.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Who_takes_it_back_gets_it_again()
    {
        var office = Make();
        office.Prefer(Less("p1", Noon - TimeSpan.FromHours(1), Said));
        office.Prefer(Less("p2", Noon, Said, isLess: false));

        Assert.Empty(Stopped(office));
    }

    [Fact]
    public void What_is_critical_comes_all_the_same_and_says_so()
    {
        var office = Make(isCritical: true);
        office.Prefer(Less("p1", Noon, Said));

        var reason = Assert.Single(Decide(office).Actions.Single(one => one.Id == Said).Reasons, reason => reason.Code == "critical");
        Assert.StartsWith($"less like {Said}, said at {Noon}", reason.Detail, StringComparison.Ordinal);
    }

    private static Office Make(bool isCritical = false) => new(capMax: 20, change: catalog => catalog with
    {
        LessLikeThis = TimeSpan.FromDays(7),
        Topics = [new("tips"), new("other")],
        Actions =
        [
            .. catalog.Actions.Select(action => action.Id switch
            {
                Said => action with { TopicSlot = 0, Priority = 99, IsCritical = isCritical },
                SameTopic => action with { TopicSlot = 0 },
                OtherTopic => action with { TopicSlot = 1 },
                _ => action,
            }),
        ],
    });

    private static Preferred Less(string id, Instant at, string action, bool isLess = true) =>
        new() { Id = id, Time = at, ReceivedAt = at, LessLike = new([new(Value.String(action), Value.Bool(isLess))]) };

    private static string[] Stopped(Office office) => [.. Decide(office).Rejected.Where(one => one.Code == "less_like_this").Select(one => one.Id).Order(StringComparer.Ordinal)];

    private static Decision Decide(Office office) =>
        DecisionEngine.Answer(office.Plan, office.Surface, office.Inputs(), office.Choose(), default, explain: true);
}
