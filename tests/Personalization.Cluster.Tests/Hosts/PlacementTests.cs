using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;

namespace Personalization.Cluster.Tests.Hosts;

public sealed class PlacementTests(PostgresServer server)
{
    private const int People = 40;
    private const int Accounts = 8;

    /// <summary>Milliseconds, many times what it takes: what never comes is waited for no longer.</summary>
    private const int HangsAfter = 600_000;

    private readonly ManualTime time = new();

    private static IEnumerable<SubjectKey> Users => Enumerable.Range(0, People).Select(at => Sample.User($"u{at}"));

    private static IEnumerable<SubjectKey> Everybody => [.. Users, .. Enumerable.Range(0, Accounts).Select(at => Sample.Account($"a{at}"))];

    [Fact(Timeout = HangsAfter)]
    public async Task People_live_where_their_account_lives()
    {
        await using var host = await Open();
        await EverybodyJoins(host);
        foreach (var user in Users)
        {
            Assert.Same(host.HomeOf(AccountOf(user)), host.HomeOf(user));
        }

        Assert.True(Enumerable.Range(0, Accounts).Select(at => host.HomeOf(Sample.Account($"a{at}"))).Distinct().Count() > 1, "All accounts live on one silo.");
    }

    [Fact(Timeout = HangsAfter)]
    public async Task Every_silo_tells_where_somebody_lives_and_of_a_stranger_that_he_lives_nowhere()
    {
        await using var host = await Open();
        await EverybodyJoins(host);
        foreach (var node in host.Nodes)
        {
            Assert.Equal(host.AddressOf(host.HomeOf(Sample.User("u0"))!), await host.Ask(node, Sample.User("u0")));
            Assert.Null(await host.Ask(node, Sample.User("stranger")));
        }
    }

    [Fact(Timeout = HangsAfter)]
    public async Task People_who_lived_elsewhere_move_to_the_account_that_they_join()
    {
        await using var host = await Open();
        foreach (var user in Users)
        {
            await host.Ingest(Crew.Track($"first-{user.Id}", "landed", user: user.Id));
        }

        await EverybodyJoins(host);
        Assert.Contains(Users, user => host.HomeOf(user) != host.HomeOf(AccountOf(user)));
        await host.MoveNow();
        await UntilSettled(host, () => Users.All(user => host.HomeOf(user) is { } home && home == host.HomeOf(AccountOf(user))));
    }

    [Fact(Timeout = HangsAfter)]
    public async Task People_whose_events_only_name_an_account_stay_beside_it()
    {
        await using var host = await Open();
        foreach (var user in Users)
        {
            await host.Ingest(Crew.Track($"named-{user.Id}", "landed", user: user.Id, account: AccountOf(user).Id));
        }

        Assert.Equal(host.Nodes.SelectMany(node => node.Neighbours()).Where(one => one.Subject.Kind == SubjectKind.User).ToDictionary(one => one.Subject, one => one.Neighbour), Users.ToDictionary(user => user, AccountOf));
        await host.MoveNow();
        await EverybodyIsAsked(host);
        Assert.All(Users, user => Assert.Same(host.HomeOf(AccountOf(user)), host.HomeOf(user)));
    }

    [Fact(Timeout = HangsAfter)]
    public async Task People_live_where_the_account_is_that_their_first_decision_names()
    {
        await using var host = await Open();
        foreach (var user in Users)
        {
            await host.Decide(Crew.Ask("lounge", user.Id, AccountOf(user).Id));
        }

        Assert.All(Users, user => Assert.Same(host.HomeOf(AccountOf(user)), host.HomeOf(user)));
    }

    [Fact(Timeout = HangsAfter)]
    public async Task A_silo_that_comes_takes_over_its_share_by_itself_and_nothing_is_lost()
    {
        await using var host = await Open();
        await EverybodyJoins(host);
        await host.Add();
        var added = host.Nodes.Last();
        await UntilSettled(host, () => added.LiveGrains > 0);
        foreach (var user in Users)
        {
            Assert.Equal(1, (await host.GetUser(user.Id)).Version);
            Assert.Equal([IngestStatus.Duplicate], await host.Ingest(Joining(user)));
        }
    }

    [Fact(Timeout = HangsAfter)]
    public async Task A_silo_that_goes_hands_its_subjects_on_while_calls_go_on()
    {
        await using var host = await Open();
        await EverybodyJoins(host);
        var leaving = host.Nodes.First();
        var doors = new Doors([.. host.Nodes.Where(node => node != leaving)]);
        var stopping = host.Stop(leaving, isKill: false);
        var rounds = 0;
        while (rounds < 50 || !stopping.IsCompleted)
        {
            rounds++;
            foreach (var user in Users.Take(10))
            {
                var answers = await doors.Ingest(Sample.Acme, [Crew.Track($"{user.Id}-{rounds}", "landed", user: user.Id, account: AccountOf(user).Id)], TestContext.Current.CancellationToken);

                // A reply that got lost with the silo makes the turn run again, and what it took in is a duplicate then.
                Assert.Contains(answers[0].Status, new[] { IngestStatus.Accepted, IngestStatus.Duplicate });
            }
        }

        await stopping;
        foreach (var user in Users.Take(10))
        {
            Assert.Equal(1 + rounds, (await doors.Get(user, TestContext.Current.CancellationToken))!.Version);
        }

        Assert.All(Everybody, subject => Assert.True(host.HomeOf(subject) != leaving));
    }

    [Fact(Timeout = HangsAfter)]
    public async Task What_lived_on_a_killed_silo_lives_on_another_one_soon()
    {
        await using var host = await Open();
        await EverybodyJoins(host);
        var killed = host.HomeOf(Sample.User("u0"))!;
        var other = host.Nodes.First(node => node != killed);
        await host.Stop(killed, isKill: true);
        IReadOnlyList<IngestAnswer>? answers = null;
        while (answers is null)
        {
            try
            {
                answers = await other.Ingest(Sample.Acme, [Crew.Track("again", "landed", user: "u0", account: "a0")], TestContext.Current.CancellationToken);
            }
            catch (TurnLostException)
            {
                // Until the others know that it is gone.
            }
        }

        Assert.Equal(IngestStatus.Accepted, answers[0].Status);
        Assert.Equal(2, (await other.Get(Sample.User("u0"), TestContext.Current.CancellationToken))!.Version);
    }

    private static SubjectKey AccountOf(SubjectKey user) => Sample.Account($"a{int.Parse(user.Id[1..], System.Globalization.CultureInfo.InvariantCulture) % Accounts}");

    private static IncomingEvent Joining(SubjectKey user) => Crew.Group($"join-{user.Id}", AccountOf(user).Id, user.Id);

    private static async Task EverybodyJoins(SiloHost host)
    {
        foreach (var user in Users)
        {
            await host.Ingest(Joining(user));
        }
    }

    /// <summary>Makes calls to everybody, which brings back whoever was on the way, until it is so.</summary>
    private static async Task UntilSettled(SiloHost host, Func<bool> isSettled)
    {
        while (!isSettled())
        {
            await EverybodyIsAsked(host);
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task EverybodyIsAsked(SiloHost host)
    {
        foreach (var subject in Everybody)
        {
            await host.Get(subject);
        }
    }

    private async Task<SiloHost> Open() =>
        await SiloHost.Open(await server.ConnectionString(), server.NewSchema(), new FixedCatalogs(Airline.Catalog), time, liveMax: 1000);
}
