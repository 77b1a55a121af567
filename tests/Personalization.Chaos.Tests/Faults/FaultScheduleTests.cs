using Personalization.Chaos.Faults;

namespace Personalization.Chaos.Tests.Faults;

public sealed class FaultScheduleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ten_minutes_have_every_kind_of_fault_and_two_restarts_of_the_database(int seed)
    {
        var schedule = FaultSchedule.Draw(new Random(seed), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), isCuttable: true);
        Assert.Equal(Enum.GetValues<FaultKind>().Except([FaultKind.Drained]), schedule.Select(one => one.Kind).Distinct().Order());
        Assert.Equal(2, schedule.Count(one => one.Kind is FaultKind.DatabaseCrashed or FaultKind.DatabaseRestarted));
        Assert.Equal(schedule.Count(one => one.Kind == FaultKind.Joined), schedule.Count(one => one.Kind is FaultKind.Killed or FaultKind.CutFromSilos or FaultKind.CutFromAll));
    }

    [Fact]
    public void Where_nothing_can_be_cut_off_silos_are_killed_instead() =>
        Assert.DoesNotContain(
            FaultSchedule.Draw(new Random(1), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), isCuttable: false),
            one => one.Kind is FaultKind.CutFromSilos or FaultKind.CutFromAll);

    [Fact]
    public void The_same_seed_draws_the_same() =>
        Assert.Equal(
            FaultSchedule.Draw(new Random(7), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), isCuttable: true),
            FaultSchedule.Draw(new Random(7), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(30), isCuttable: true));
}
