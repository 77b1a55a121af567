using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class EvolveTests
{
    [Fact]
    public void The_version_is_the_number_of_events() => Assert.Equal(2, User(View("e1", Start, "/"), Track("e2", Start, "unheard_of")).Version);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_version_that_does_not_follow_is_a_bug(long version) =>
        Assert.Throws<ArgumentException>(() => Evolve.Apply(Plan, User(), version, View("e1", Start, "/")));

    [Fact]
    public void A_plan_of_another_hash_is_a_bug()
    {
        var other = FoldPlan.Compile(Model with { PathLength = 7 });
        Assert.Throws<ArgumentException>(() => Evolve.Apply(other, User(), 1, View("e1", Start, "/")));
    }

    [Fact]
    public void A_profile_is_of_a_user_or_of_an_account()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Profile(Plan, SubjectSide.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Profile(Plan, SubjectSide.User | SubjectSide.Account));
    }

    [Fact]
    public void Folding_what_is_known_already_allocates_nothing()
    {
        var profile = User(Enumerable.Range(0, 256).Select(Nth));
        var more = new Queue<Event[]>(Enumerable.Range(256, 256 * Allocations.Attempts).Select(Nth).Chunk(256));

        Assert.Equal(0, Allocations.Of(() =>
        {
            foreach (var one in more.Dequeue())
            {
                Evolve.Apply(Plan, profile, profile.Version + 1, one);
            }
        }));
    }

    [Fact]
    public void Reading_numbers_allocates_nothing()
    {
        var profile = User(Enumerable.Range(0, 64).Select(Nth));
        Assert.Equal(0, Allocations.Of(() => ReadNumbers(profile)));
    }

    private static void ReadNumbers(Profile profile)
    {
        _ = profile.Meter(Slots.Month, Start).Ratio;
        _ = profile.Errors(Slots.Trouble);
        _ = profile.Count(Slots.Makes, Start);
        _ = profile.Checklist(Slots.Setup).Done;
        _ = profile.Feature(Slots.Chart);
        _ = profile.Exposure(Slots.Tip);
        _ = profile.Cap(Slots.Mine, Start, TimeZoneRules.Utc);
        _ = profile.TryGetTrait(Slots.Role, "acme", out _);
        _ = profile.LastSeen;
    }

    private static Event Nth(int at) => (at % 8) switch
    {
        0 => Track("e" + at, Start, "spent", ("amount", Value.Int(1))),
        1 => Track("e" + at, Start, "broke", ("code", Text("E1")), ("where", Text("import"))),
        2 => Track("e" + at, Start, "used", ("what", Text("chart"))),
        3 => Track("e" + at, Start, "made"),
        4 => View("e" + at, Start, "/home"),
        5 => Serve("e" + at, Start, "tip"),
        6 => Identify("e" + at, Start, "acme", ("role", Text("admin"))),
        _ => Group("e" + at, Start, "acme"),
    };
}
