using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;
using Personalization.Core;
using Personalization.Core.Events;

namespace Personalization.Chaos.Tests.Checking;

public sealed class VersionRuleTests
{
    [Fact]
    public void Versions_that_count_up_in_each_stream_are_right() =>
        Assert.Empty(new Feed().Work("e1", Population.User("u1"), Population.Account("a1")).Work("e2", Population.User("u1")).Judge(new VersionRule()));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_version_that_is_twice_or_left_out_is_found(long version)
    {
        var event3 = new Tracked { Id = "e3", Name = "work_done", Time = new Instant(0), ReceivedAt = new Instant(0) };
        var feed = new Feed().Work("e1", Population.User("u1")).Work("e2", Population.User("u1")).Add(Population.User("u1"), event3, version);
        Assert.Contains("where 3 should be", Assert.Single(feed.Judge(new VersionRule())), StringComparison.Ordinal);
    }
}
