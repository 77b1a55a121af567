using Personalization.Chaos.Faults;
using Personalization.Chaos.Load;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Tests.Faults;

public sealed class FaultJudgeTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Subjects_of_a_killed_silo_may_fail_for_ten_seconds() => Assert.Equal(0, Judge(Killed(), Failed(after: 1, until: 10)));

    [Fact]
    public void Whoever_fails_longer_is_found() => Assert.Equal(1, Judge(Killed(), Failed(after: 1, until: 10.1)));

    [Fact]
    public void What_is_never_done_is_found() => Assert.Equal(1, Judge(Killed(), Failed(after: 1, until: null)));

    [Fact]
    public void A_subject_of_another_silo_may_not_fail() => Assert.Equal(1, Judge(Killed(lives: "silo-2"), Failed(after: 1, until: 2)));

    [Fact]
    public void Calls_that_the_lost_gateway_had_may_fail() => Assert.Equal(0, Judge(Killed(lives: "silo-2"), Failed(after: 1, until: 2, gateway: "silo-1")));

    [Fact]
    public void Nobody_may_fail_before_any_fault() => Assert.Equal(1, Judge(Killed(), Failed(after: -1, until: 2)));

    [Theory]
    [InlineData(nameof(FaultKind.Joined))]
    [InlineData(nameof(FaultKind.Drained))]
    public void Nobody_may_feel_a_silo_that_comes_or_goes_in_order(string kind) =>
        Assert.Equal(1, Judge(new Fault(Enum.Parse<FaultKind>(kind), Start), Failed(after: 1, until: 2)));

    [Fact]
    public void Everybody_may_fail_while_a_database_is_away_and_ten_seconds_longer()
    {
        var fault = new Fault(FaultKind.DatabaseCrashed, Start) { Over = Start.AddSeconds(20) };
        Assert.Equal(0, Judge(fault, Failed(after: 1, until: 30)));
        Assert.Equal(1, Judge(fault, Failed(after: 1, until: 30.1)));
    }

    private static Fault Killed(string lives = "silo-1") => new(FaultKind.Killed, Start)
    {
        Silo = "silo-1", Places = new Dictionary<SubjectKey, string?> { [Population.User("u1")] = lives },
    };

    private static Trouble Failed(double after, double? until, string gateway = "silo-3")
    {
        var trouble = new Trouble(new ReadOperation(Population.User("u1")), Start.AddSeconds(after)) { Ended = until is { } end ? Start.AddSeconds(end) : null };
        trouble.Add(new FailedTry(gateway, AnswerKind.Retryable, "503 not_ready", Start.AddSeconds(after)));
        return trouble;
    }

    private static long Judge(Fault fault, Trouble trouble)
    {
        var violations = new Violations();
        new FaultJudge([fault], violations).Judge([trouble]);
        return violations.Count;
    }
}
