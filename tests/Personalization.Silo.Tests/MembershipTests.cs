using Personalization.Grains.Nodes;
using Personalization.HostContract.Profiles;
using Personalization.Silo.Hosting;

namespace Personalization.Silo.Tests;

public sealed class MembershipTests
{
    private readonly ManualTime time = new();

    [Fact]
    public void A_silo_that_is_active_and_reads_the_table_of_members_has_joined() => Assert.True(Of(SiloStatus.Active).IsJoined);

    [Fact]
    public void A_silo_that_still_joins_has_not_joined() => Assert.False(Of(SiloStatus.Joining).IsJoined);

    [Fact]
    public void A_silo_that_takes_itself_for_active_but_may_have_been_given_up_is_not_ready()
    {
        var membership = Of(SiloStatus.Active);
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(membership.IsJoined);
    }

    private Membership Of(SiloStatus status) => new(new Oracle(status), new DatabasePulse(time, TimeSpan.FromSeconds(3)));

    private sealed class Oracle(SiloStatus status) : ISiloStatusOracle
    {
        public SiloStatus CurrentStatus => status;

        public string SiloName => throw new NotSupportedException();

        public SiloAddress SiloAddress => throw new NotSupportedException();

        public SiloAddress[] GetActiveSilos() => throw new NotSupportedException();

        public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => throw new NotSupportedException();

        public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => throw new NotSupportedException();

        public bool TryGetSiloName(SiloAddress siloAddress, out string siloName) => throw new NotSupportedException();

        public bool IsFunctionalDirectory(SiloAddress siloAddress) => throw new NotSupportedException();

        public bool IsDeadSilo(SiloAddress silo) => throw new NotSupportedException();

        public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => throw new NotSupportedException();

        public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => throw new NotSupportedException();
    }
}
