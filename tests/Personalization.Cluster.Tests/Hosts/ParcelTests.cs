using Microsoft.Extensions.DependencyInjection;
using Orleans.Services;
using Personalization.Cluster.Wire;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosts;

/// <summary>Batches over three silos of real Orleans.</summary>
public sealed class ParcelTests(PostgresServer server)
{
    private readonly CallCounter calls = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static SubjectKey[] Users { get; } = [.. Enumerable.Range(0, 40).Select(at => Sample.User($"u{at}"))];

    [Fact]
    public async Task A_batch_about_users_of_all_silos_is_one_call_to_each_of_the_others()
    {
        await using var host = await Open();
        await EverybodyLands(host);
        calls.Reset();
        var decisions = await Serve(host.Nodes.First());
        Assert.Equal((2, 0), (calls.Parcels, calls.Singles));
        Assert.All(decisions, decision => Assert.Equal(3, decision.Actions.Length));
        await EachHasOneMore(host, decisions);
    }

    [Fact]
    public async Task Events_of_users_of_all_silos_are_one_call_to_each_of_the_others()
    {
        await using var host = await Open();
        await EverybodyLands(host);
        calls.Reset();
        Assert.All(await Land(host.Nodes.First(), "again"), answer => Assert.Equal(IngestStatus.Accepted, answer.Status));
        Assert.Equal((2, 0), (calls.Parcels, calls.Singles));
        Assert.All(await Land(host.Nodes.Last(), "again"), answer => Assert.Equal(IngestStatus.Duplicate, answer.Status));
    }

    [Fact]
    public async Task Who_lives_nowhere_yet_is_placed_by_a_call_of_their_own()
    {
        await using var host = await Open();
        var decisions = await Serve(host.Nodes.First());
        Assert.True(calls.Singles > 0);
        Assert.Equal(0, calls.Parcels);
        Assert.All(Users, user => Assert.NotNull(host.HomeOf(user)));
        Assert.All(decisions, decision => Assert.Equal(3, decision.Actions.Length));
    }

    [Fact]
    public async Task Who_lives_beside_their_account_is_found_there_without_it_once_they_were_met()
    {
        await using var host = await Open();
        await host.Nodes.First().Ingest(Sample.Acme, [.. Users.Select((user, at) => Crew.Group($"join-{user.Id}", $"a{at}", user.Id))], Cancellation);
        var door = host.Nodes.Last();
        await Serve(door);
        Assert.True(calls.Singles > 0);
        calls.Reset();
        await Serve(door);
        Assert.Equal((2, 0), (calls.Parcels, calls.Singles));
    }

    [Fact]
    public async Task Silos_that_refuse_parcels_are_sent_turns_one_by_one()
    {
        await using var host = await Open(silo => silo.Services.Remove(silo.Services.Last(one => one.ServiceType == typeof(IGrainService))));
        await EverybodyLands(host);
        calls.Reset();
        var decisions = await Serve(host.Nodes.First());
        Assert.Equal(0, calls.Parcels);
        Assert.True(calls.Singles > 0);
        await EachHasOneMore(host, decisions);
    }

    [Fact]
    public async Task Silos_that_read_an_older_version_get_parcels_in_that()
    {
        var silos = 0;
        await using var host = await Open(silo => silo.Services.AddSingleton(new WireVersions(TimeProvider.System, newest: Interlocked.Increment(ref silos) == 1 ? 1 : 2)));
        await EverybodyLands(host);
        foreach (var node in host.Nodes.ToArray())
        {
            // So that each has met the others.
            await Serve(node);
            calls.Reset();
            Assert.All(await Serve(node), decision => Assert.NotEmpty(decision.Actions));
            Assert.InRange(calls.Parcels, 2, 4);
            Assert.Equal(0, calls.Singles);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_silo_had_under_way_that_died_counts_once(bool hasRun)
    {
        await using var host = await Open();
        await EverybodyLands(host);
        var door = host.Nodes.First();
        var doomed = new TaskCompletionSource<SiloAddress>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.AroundParcel = async (silo, call) =>
        {
            if (doomed.TrySetResult(silo) || doomed.Task.Result.Equals(silo))
            {
                await (hasRun ? call() : Task.CompletedTask);
                await new TaskCompletionSource().Task.WaitAsync(Cancellation);
            }

            await call();
        };
        var asked = door.Decide(Asks("once"), Cancellation).AsTask();
        var victim = host.NodeOf(await doomed.Task);
        await host.Stop(victim, isKill: true);
        var decisions = await Answered(asked, () => door.Decide(Asks("once"), Cancellation).AsTask());
        await EachHasOneMore(host, decisions, door);
    }

    [Fact]
    public async Task Serves_without_a_request_id_of_a_parcel_whose_reply_got_lost_count_once()
    {
        await using var host = await Open();
        await EverybodyLands(host);
        var lost = 0;
        calls.AroundParcel = async (_, call) =>
        {
            await call();
            if (Interlocked.Increment(ref lost) == 1)
            {
                throw new TimeoutException("The reply got lost.");
            }
        };
        var decisions = await Serve(host.Nodes.First());
        Assert.Equal(2, lost);
        await EachHasOneMore(host, decisions);
    }

    private static DecisionRequest[] Asks(string? requestId = null) => [.. Users.Select(user => Crew.Ask("lounge", user.Id, requestId: requestId))];

    private static async Task<Decision[]> Serve(NodeProfiles node) => [.. (await node.Decide(Asks(), Cancellation)).Select(answer => answer.Value!)];

    private static ValueTask<IReadOnlyList<IngestAnswer>> Land(NodeProfiles node, string id) =>
        node.Ingest(Sample.Acme, [.. Users.Select(user => Crew.Track($"{id}-{user.Id}", "landed", user.Id))], Cancellation);

    private static async Task EverybodyLands(SiloHost host) =>
        Assert.All(await Land(host.Nodes.First(), "first"), answer => Assert.Equal(IngestStatus.Accepted, answer.Status));

    private static async Task<Decision[]> Answered(Task<IReadOnlyList<Answer<Decision>>> asked, Func<Task<IReadOnlyList<Answer<Decision>>>> again)
    {
        while (true)
        {
            try
            {
                return [.. (await asked).Select(answer => answer.Value!)];
            }
            catch (TurnLostException)
            {
                // Until the others know that the silo is gone; clients come again.
                asked = again();
            }
        }
    }

    private static async Task EachHasOneMore(SiloHost host, Decision[] decisions, NodeProfiles? door = null)
    {
        IProfiles profiles = door ?? host.Profiles;
        for (var at = 0; at < Users.Length; at++)
        {
            var page = await profiles.ReadEvents(Users[at], 1, 10, Cancellation);
            Assert.Equal(decisions[at].Id, Assert.Single(page.Events).Event.Id);
        }
    }

    private async Task<SiloHost> Open(Action<ISiloBuilder>? more = null) => await SiloHost.Open(
        await server.ConnectionString(), server.NewSchema(), new FixedCatalogs(Airline.Catalog), new ManualTime(), liveMax: 1000, silo =>
        {
            silo.Services.AddSingleton<IIncomingGrainCallFilter>(calls);
            more?.Invoke(silo);
        });
}
