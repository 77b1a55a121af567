using Personalization.Core.Events;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class ErrorTests
{
    [Fact]
    public void An_error_is_open_until_a_later_event_resolves_it()
    {
        var profile = User(Broke("e1", 0, "E1", "import"));
        Assert.Equal(1, profile.Errors(Slots.Trouble).Open);

        Go(profile, Track("e2", Start + Days(1), "fixed"));
        Assert.Equal(0, profile.Errors(Slots.Trouble).Open);
        Assert.Equal(1, profile.Errors(Slots.Trouble).Count);

        Go(profile, Broke("e3", 2, "E2", "import"));
        Assert.Equal(1, profile.Errors(Slots.Trouble).Open);
    }

    [Fact]
    public void A_resolution_that_arrives_before_its_error_still_resolves_it() =>
        Assert.Equal(0, User(Track("e2", Start + Days(1), "fixed"), Broke("e1", 0, "E1", "import")).Errors(Slots.Trouble).Open);

    [Fact]
    public void A_resolution_of_one_feature_leaves_the_others_open()
    {
        var profile = User(Broke("e1", 0, "E1", "import"), Broke("e2", 0, "E2", "export"), Track("e3", Start + Days(1), "fixed", ("where", Text("import"))));

        Assert.Equal(1, profile.Errors(Slots.Trouble).Open);
        Assert.False(profile.IsOpen(profile.RaisedErrors.ToArray().Single(error => error.Feature == "import")));
    }

    [Fact]
    public void The_summary_tells_of_the_newest_error()
    {
        var errors = User(Broke("e2", 1, "E2", "export"), Broke("e1", 0, "E1", "import")).Errors(Slots.Trouble);
        Assert.Equal((2, "E2", "export", Start + Days(1)), (errors.Count, errors.Code, errors.Feature, errors.Last));
    }

    [Fact]
    public void Kinds_of_error_are_kept_apart()
    {
        var profile = User(Broke("e1", 0, "E1", "import"), Track("e2", Start, "creaked"));
        Assert.Equal(1, profile.Errors(Slots.Trouble).Count);
        Assert.Equal(1, profile.Errors(Slots.Aging).Open);
        Assert.Null(profile.Errors(Slots.Aging).Code);
        Assert.Equal(0, profile.Errors(Slots.AccountTrouble).Count);
    }

    private static Tracked Broke(string id, double days, string code, string where) =>
        Track(id, Start + Days(days), "broke", ("code", Text(code)), ("where", Text(where)));
}
