using Personalization.Chaos.Load;

namespace Personalization.Chaos.Tests.Load;

public sealed class LedgerTests
{
    private static readonly Offer Tips = Offer.All[0];
    private readonly Ledger ledger = new();

    [Fact]
    public void A_repeat_that_is_answered_with_the_same_decision_is_right()
    {
        Assert.Null(ledger.Acknowledge("u1", Tips, "r1", new Decided("d1", "tip")));
        Assert.Null(ledger.Acknowledge("u1", Tips, "r1", new Decided("d1", "tip")));
        Assert.Single(ledger.Serves);
    }

    [Theory]
    [InlineData("d2", "tip")]
    [InlineData("d2", null)]
    [InlineData("d1", null)]
    public void A_repeat_that_is_answered_otherwise_is_found(string id, string? action)
    {
        Assert.Null(ledger.Acknowledge("u1", Tips, "r1", new Decided("d1", "tip")));
        Assert.Contains("and again with", ledger.Acknowledge("u1", Tips, "r1", new Decided(id, action)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_user_for_whom_there_was_nothing_may_be_served_later()
    {
        Assert.Null(ledger.Acknowledge("u1", Tips, "r1", new Decided("p1", null)));
        Assert.Null(ledger.Acknowledge("u1", Tips, "r1", new Decided("d1", "tip")));
    }

    [Fact]
    public void What_was_denied_is_counted_by_its_limit()
    {
        Assert.Null(ledger.Acknowledge("u1", Tips, null, new Decided("d1", null)));
        Assert.Equal(1, ledger.Denials["cap per user"]);
    }
}
