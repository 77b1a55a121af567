using Personalization.Chaos.Checking;
using Personalization.Chaos.Load;

namespace Personalization.Chaos.Tests.Checking;

public sealed class ServeRuleTests
{
    [Fact]
    public void An_acknowledged_decision_that_was_recorded_is_right() =>
        Assert.Empty(new Feed().Serve("d1", "u1", "tip", requestId: "r1").Serve("d2", "u1", "tip", requestId: "r2").Judge(Rule()));

    [Fact]
    public void A_lost_decision_is_found() =>
        Assert.Contains("lost the acknowledged decision d1", Assert.Single(new Feed().Serve("d2", "u1", "tip").Judge(Rule())), StringComparison.Ordinal);

    [Fact]
    public void A_decision_that_was_recorded_otherwise_than_told_is_found() =>
        Assert.Single(new Feed().Serve("d1", "u1", "offer").Judge(Rule()));

    [Fact]
    public void Two_decisions_for_one_request_are_found() =>
        Assert.Contains("twice for r1", Assert.Single(
            new Feed().Serve("d1", "u1", "tip", requestId: "r1").Serve("d2", "u1", "tip", seconds: 1, requestId: "r1").Judge(Rule())), StringComparison.Ordinal);

    private static ServeRule Rule() => new(new Dictionary<string, AcknowledgedServe> { ["d1"] = new("u1", "tips", "tip", "r1") });
}
