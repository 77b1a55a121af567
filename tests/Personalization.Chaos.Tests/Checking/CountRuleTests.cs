using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;

namespace Personalization.Chaos.Tests.Checking;

public sealed class CountRuleTests
{
    [Fact]
    public void A_decision_with_a_count_at_each_owner_is_right() =>
        Assert.Empty(new Feed().Serve("d1", "u1", "everything").Serve("d2", "u1", "tip").Judge(new CountRule(Feed.Catalog)));

    [Fact]
    public void A_decision_that_an_owner_did_not_count_is_found() =>
        Assert.Equal(3, new Feed().Serve("d1", "u1", "everything", isCounted: false).Judge(new CountRule(Feed.Catalog)).Count);

    [Fact]
    public void A_count_without_a_decision_is_found() =>
        Assert.Contains("which nobody was served", Assert.Single(new Feed().CountCap("d1", Population.Account("a1"), "offer").Judge(new CountRule(Feed.Catalog))), StringComparison.Ordinal);
}
