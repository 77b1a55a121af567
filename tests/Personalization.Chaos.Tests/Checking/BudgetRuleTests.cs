using System.Globalization;
using Personalization.Chaos.Checking;

namespace Personalization.Chaos.Tests.Checking;

public sealed class BudgetRuleTests
{
    // 200.50 at 1.25 each are 160.
    [Theory]
    [InlineData(160, 0)]
    [InlineData(161, 1)]
    public void A_budget_pays_what_it_has_and_one_more_is_found(int count, int wrong) => Assert.Equal(wrong, Judge(count, "voucher.a", secondsBetween: 60));

    // 250.25 at 0.25 each are 1001 in one hour.
    [Theory]
    [InlineData(1001, 0, 0)]
    [InlineData(1002, 0, 1)]
    [InlineData(1002, 10, 0)]
    public void A_budget_of_an_hour_begins_anew_in_the_next(int count, int secondsBetween, int wrong) => Assert.Equal(wrong, Judge(count, "everything", secondsBetween));

    private static int Judge(int count, string action, int secondsBetween)
    {
        var feed = new Feed();
        for (var at = 0; at < count; at++)
        {
            feed.Serve(at.ToString(CultureInfo.InvariantCulture), "u1", action, seconds: at * secondsBetween);
        }

        return feed.Judge(new BudgetRule(Feed.Catalog)).Count;
    }
}
