using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Tests.Checking;

public sealed class ProfileReadsTests
{
    private static readonly Dictionary<SubjectKey, string> Told = new() { [Population.User("u1")] = "{\"version\":1}" };

    [Fact]
    public void Equal_profiles_are_right() => Assert.Empty(ProfileReads.Differences(Told, new Dictionary<SubjectKey, string>(Told)));

    [Fact]
    public void A_profile_that_its_events_do_not_fold_to_is_found() =>
        Assert.Single(ProfileReads.Differences(Told, new Dictionary<SubjectKey, string> { [Population.User("u1")] = "{\"version\":2}" }));

    [Fact]
    public void A_profile_that_is_only_on_one_side_is_found() => Assert.Single(ProfileReads.Differences(Told, new Dictionary<SubjectKey, string>()));
}
