using System.Globalization;
using Personalization.Chaos.Checking;

namespace Personalization.Chaos.Tests.Checking;

public sealed class CapRuleTests
{
    [Fact]
    public void As_many_as_a_window_holds_are_right_and_so_is_the_next_one_a_window_later() =>
        Assert.Empty(Served(3, user: _ => "u1", "tip").Serve("later", "u1", "tip", seconds: 20).Judge(new CapRule(Feed.Catalog)));

    [Theory]
    [InlineData("tip", 4)]
    [InlineData("offer", 6)]
    [InlineData("campaign", 13)]
    public void One_more_than_a_cap_allows_is_found(string action, int count) =>
        Assert.Contains("was exceeded", Assert.Single(Served(count, user: _ => "u1", action).Judge(new CapRule(Feed.Catalog))), StringComparison.Ordinal);

    [Fact]
    public void One_more_just_before_the_end_of_the_window_is_found() =>
        Assert.Single(Served(3, user: _ => "u1", "tip").Serve("early", "u1", "tip", seconds: 19.9).Judge(new CapRule(Feed.Catalog)));

    [Fact]
    public void A_cap_of_an_account_counts_all_its_users_and_one_of_users_does_not()
    {
        // u0 and u16 are of the same account.
        string User(int at) => at % 2 == 0 ? "u0" : "u16";
        Assert.Single(Served(6, User, "offer").Judge(new CapRule(Feed.Catalog)));
        Assert.Empty(Served(6, User, "tip").Judge(new CapRule(Feed.Catalog)));
    }

    private static Feed Served(int count, Func<int, string> user, string action)
    {
        var feed = new Feed();
        for (var at = 0; at < count; at++)
        {
            feed.Serve(at.ToString(CultureInfo.InvariantCulture), user(at), action);
        }

        return feed;
    }
}
