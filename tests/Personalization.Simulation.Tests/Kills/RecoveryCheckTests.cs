using Personalization.Simulation.Kills.Checking;
using Personalization.Simulation.Kills.Load;

namespace Personalization.Simulation.Tests.Kills;

/// <summary>The check must be able to fail: each test tampers with one thing in streams that are as they should be.</summary>
public sealed class RecoveryCheckTests
{
    private const string User = "users/u0", Account = "accounts/a0";
    private readonly Ledger ledger = new();
    private readonly Dictionary<string, RecordedStream> streams = Population.Streams.ToDictionary(stream => stream, _ => new RecordedStream([], 0, 0, 0));

    public RecoveryCheckTests()
    {
        streams[User] = new RecordedStream([Work(1, "e1", 5), Served(2, "d1"), Work(3, "e2", 7)], 3, Work: 2, Served: 1);
        streams[Account] = new RecordedStream([Work(1, "e1", 5), Counted(2, "d1"), Work(3, "e2", 7)], 3, Work: 12, Served: 0);
        ledger.Acknowledge(User, RecordedEvent.TrackedKey("e1"));
        ledger.Acknowledge(Account, RecordedEvent.TrackedKey("e1"));
        ledger.Acknowledge(User, RecordedEvent.ServedKey("d1"));
        ledger.Acknowledge(Account, RecordedEvent.CapKey("d1"));
    }

    [Fact]
    public void Streams_with_all_that_was_acknowledged_are_right_also_with_an_event_that_was_not() => Assert.Empty(Check());

    [Fact]
    public void An_acknowledged_event_that_is_missing_is_found()
    {
        streams[User] = streams[User] with { Events = [Served(1, "d1"), Work(2, "e2", 7)], ProfileVersion = 2, Work = 1 };
        Assert.Contains("lost what was acknowledged: event e1", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_is_there_twice_is_found()
    {
        streams[User] = streams[User] with { Events = [.. streams[User].Events, Work(4, "e1", 5)], ProfileVersion = 4, Work = 3 };
        Assert.Contains("twice: event e1", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_in_the_versions_is_found()
    {
        streams[User] = streams[User] with { Events = [Work(1, "e1", 5), Served(2, "d1"), Work(4, "e2", 7)] };
        Assert.Contains("version 4 where 3 should be", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_is_behind_its_stream_is_found()
    {
        streams[User] = streams[User] with { ProfileVersion = 2 };
        Assert.Contains("has version 2, its stream ends at 3", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_profile_that_counts_an_event_twice_is_found()
    {
        streams[Account] = streams[Account] with { Work = 17 };
        Assert.Contains("counts 17 of work, its stream 12", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_served_action_that_its_profile_forgot_is_found()
    {
        streams[User] = streams[User] with { Served = 0 };
        Assert.Contains("counts 0 served actions, its stream 1", Assert.Single(Check()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_without_its_count_for_the_cap_is_found()
    {
        streams[Account] = streams[Account] with { Events = [Work(1, "e1", 5), Work(2, "e2", 7)], ProfileVersion = 2 };
        Assert.Contains(Check(), wrong => wrong.Contains("counts 0 offers, the streams of its users have 1", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cap_that_was_exceeded_is_found()
    {
        var decisions = Enumerable.Range(1, Population.OffersPerAccount + 1).ToList();
        streams[User] = new RecordedStream([.. decisions.Select(one => Served(one, $"d{one}")), Work(42, "e1", 5)], 42, Work: 1, Served: 41);
        streams[Account] = new RecordedStream([.. decisions.Select(one => Counted(one, $"d{one}")), Work(42, "e1", 5)], 42, Work: 5, Served: 0);
        Assert.Contains("was served 41 offers, 40 at most", Assert.Single(Check()), StringComparison.Ordinal);
    }

    private static RecordedEvent Work(long version, string id, long amount) => new(version, RecordedEvent.TrackedKey(id), "a0", amount, IsWork: true, null);

    private static RecordedEvent Served(long version, string decision) =>
        new(version, RecordedEvent.ServedKey(decision), "a0", 0, IsWork: false, RecordedEvent.CappedAction);

    private static RecordedEvent Counted(long version, string decision) => new(version, RecordedEvent.CapKey(decision), "a0", 0, IsWork: false, null);

    private IReadOnlyList<string> Check() => RecoveryCheck.Run(ledger, streams);
}
