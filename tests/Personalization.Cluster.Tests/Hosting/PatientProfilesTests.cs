using Personalization.Cluster.Hosting;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosting;

public sealed class PatientProfilesTests
{
    private readonly TaskCompletionSource<ProfileView?> turn = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_call_that_hangs_is_answered_as_one_to_be_made_again() =>
        await Assert.ThrowsAsync<TurnLostException>(async () => await Ask(TimeSpan.Zero));

    [Fact]
    public async Task A_call_that_comes_to_its_end_in_time_is_answered_with_it()
    {
        var asked = Ask(TimeSpan.FromMinutes(1));
        turn.SetResult(null);
        Assert.Null(await asked);
    }

    [Fact]
    public async Task A_call_that_runs_into_a_timeout_of_its_own_fails_with_it()
    {
        var asked = Ask(TimeSpan.FromMinutes(1)).AsTask();
        turn.SetException(new TimeoutException("within"));
        await Assert.ThrowsAsync<TimeoutException>(() => asked);
    }

    [Fact]
    public async Task A_turn_that_nobody_waits_for_is_told_to_stop()
    {
        var profiles = new SlowProfiles(turn.Task);
        await Assert.ThrowsAsync<TurnLostException>(async () => await new PatientProfiles(profiles, TimeSpan.Zero, DatabasePulse.Steady).Get(Sample.User("u1"), CancellationToken.None));
        Assert.True(profiles.Stop.IsCancellationRequested);
    }

    [Fact]
    public async Task Nobody_waits_any_more_for_a_silo_that_is_cut_off_from_the_database()
    {
        var pulse = new DatabasePulse(time, TimeSpan.FromSeconds(3));
        var asked = new PatientProfiles(new SlowProfiles(turn.Task), TimeSpan.FromMinutes(1), pulse).Get(Sample.User("u1"), TestContext.Current.CancellationToken).AsTask();
        await pulse.Missed();
        Assert.False(asked.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(4));
        await pulse.Missed();
        Assert.Contains("database", (await Assert.ThrowsAsync<TurnLostException>(() => asked)).Message);
    }

    [Fact]
    public async Task Calls_wait_again_once_the_database_is_back()
    {
        var pulse = new DatabasePulse(time, TimeSpan.FromSeconds(3));
        time.Advance(TimeSpan.FromSeconds(4));
        await pulse.Missed();
        pulse.Beat(time.GetTimestamp());

        var asked = new PatientProfiles(new SlowProfiles(turn.Task), TimeSpan.FromMinutes(1), pulse).Get(Sample.User("u1"), TestContext.Current.CancellationToken);
        turn.SetResult(null);
        Assert.Null(await asked);
    }

    private ValueTask<ProfileView?> Ask(TimeSpan patience) =>
        new PatientProfiles(new SlowProfiles(turn.Task), patience, DatabasePulse.Steady).Get(Sample.User("u1"), TestContext.Current.CancellationToken);

    private sealed class SlowProfiles(Task<ProfileView?> turn) : IProfiles
    {
        /// <summary>What the last turn was given to stop by.</summary>
        public CancellationToken Stop { get; private set; }

        public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation)
        {
            Stop = cancellation;
            return new(turn);
        }

        public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
