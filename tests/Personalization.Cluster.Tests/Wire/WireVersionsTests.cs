using Personalization.Cluster.Wire;

namespace Personalization.Cluster.Tests.Wire;

public sealed class WireVersionsTests
{
    private readonly Ticks time = new();

    [Fact]
    public void The_newest_version_is_written_until_somebody_does_not_know_it()
    {
        var versions = new WireVersions(time);
        Assert.Equal(2, versions.ToWrite());
        versions.Refused(new WireRefusal(1, 1), 2);
        Assert.Equal(1, versions.ToWrite());
    }

    [Fact]
    public void After_a_minute_the_newest_is_tried_again()
    {
        var versions = new WireVersions(time);
        versions.Refused(new WireRefusal(1, 1), 2);
        time.Now += Limits.OldWire - TimeSpan.FromMilliseconds(1);
        Assert.Equal(1, versions.ToWrite());
        time.Now += TimeSpan.FromMilliseconds(1);
        Assert.Equal(2, versions.ToWrite());
        versions.Refused(new WireRefusal(1, 1), 2);
        Assert.Equal(1, versions.ToWrite());
    }

    [Fact]
    public void What_one_silo_does_not_know_others_may()
    {
        var versions = new WireVersions(time);
        versions.Refused(new WireRefusal(1, 1), 2, "old");
        Assert.Equal((1, 2, 2), (versions.ToWrite("old"), versions.ToWrite("new"), versions.ToWrite()));
    }

    [Fact]
    public void A_node_of_the_release_before_writes_and_reads_what_that_did()
    {
        var old = new WireVersions(time, newest: 1);
        Assert.Equal((1, true, false, false), (old.ToWrite(), old.CanRead(1), old.CanRead(2), old.CanRead(0)));
        Assert.Equal(new WireRefusal(1, 1), old.Refusal);
    }

    [Fact]
    public void To_a_later_release_goes_the_newest_that_both_know()
    {
        var versions = new WireVersions(time);
        versions.Refused(new WireRefusal(2, 7), 1);
        Assert.Equal(2, versions.ToWrite());
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(2, 1)]
    public void Releases_that_have_no_version_in_common_say_so(int oldest, int newest) =>
        Assert.Throws<WireVersionsApartException>(() => new WireVersions(time).Refused(new WireRefusal(oldest, newest), 2));

    [Fact]
    public void It_does_not_remember_more_silos_than_it_may()
    {
        var versions = new WireVersions(time);
        for (var silo = 0; silo <= Limits.OldSilosMax; silo++)
        {
            versions.Refused(new WireRefusal(1, 1), 2, $"s{silo}");
        }

        Assert.Equal((2, 1), (versions.ToWrite("s0"), versions.ToWrite($"s{Limits.OldSilosMax}")));
    }

    private sealed class Ticks : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
