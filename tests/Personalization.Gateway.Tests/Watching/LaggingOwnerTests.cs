using Microsoft.Extensions.DependencyInjection;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Tests.Support;
using Personalization.Gateway.Watching;
using Personalization.Grains;
using Personalization.Projections.Notices;

namespace Personalization.Gateway.Tests.Watching;

/// <summary>In a cluster a change may be told of before the node that answers for the subject has heard of it.</summary>
public sealed class LaggingOwnerTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private readonly ChangeHub hub = new();
    private readonly Queue<ProfileView?> answers = new();

    [Fact]
    public async Task A_change_that_the_owner_has_not_heard_of_is_looked_for_again()
    {
        var view = await View(version: 1);
        await using var watch = await Begin(view);

        Array.ForEach([view, view, view with { Version = 2 }], answers.Enqueue);
        await Tell(view, version: 2);

        Assert.Equal(2, (await Next(watch))!.Version);
    }

    [Fact]
    public async Task Also_where_it_has_heard_of_a_part()
    {
        var view = await View(version: 1);
        await using var watch = await Begin(view);

        Array.ForEach([view with { Version = 2 }, view with { Version = 3 }], answers.Enqueue);
        await Tell(view, version: 3);

        Assert.Equal(2, (await Next(watch))!.Version);
        Assert.Equal(3, (await Next(watch))!.Version);
    }

    [Fact]
    public async Task A_merge_in_between_is_followed_and_nothing_of_the_user_is_missed()
    {
        var view = await View(version: 1);
        var person = view with { Subject = new SubjectKey(view.Subject.Tenant, SubjectKind.User, Sample.Fresh("person")), Version = 4 };
        await using var watch = await Begin(view);

        // Read, then watched, then read again: what came between the first two is in the third.
        Array.ForEach([person, person with { Version = 5 }], answers.Enqueue);
        await Tell(view, version: 2);
        Assert.Equal((person.Subject, 5), Told((await Next(watch))!));

        answers.Enqueue(person with { Version = 6 });
        await Tell(person, version: 6);
        Assert.Equal((person.Subject, 6), Told((await Next(watch))!));
        await watch.DisposeAsync();
        Assert.Equal(0, hub.Watchers);
    }

    private static Task<ProfileView?> Next(ProfileWatch watch) => watch.Next(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private static (SubjectKey Subject, long Version) Told(ProfileView view) => (view.Subject, view.Version);

    private ValueTask Tell(ProfileView of, long version) => hub.Publish([new ChangeNotice(of.Subject, version, EventTypeSet.All)], TestContext.Current.CancellationToken);

    private async Task<ProfileView> View(long version)
    {
        var user = Sample.Fresh("user");
        await server.Http.Post("/v1/batch", Sample.Batch(Sample.Failure(user)));
        var view = await server.Services.GetRequiredService<IProfiles>().Get(new SubjectKey(new TenantId("demo/development"), SubjectKind.User, user), TestContext.Current.CancellationToken);
        return view! with { Version = version };
    }

    private async Task<ProfileWatch> Begin(ProfileView view)
    {
        var places = new WatchPlaces();
        var watch = new ProfileWatch(new Answers(answers), hub, view.Subject, places.TryTake(view.Subject.Tenant)!, server.Services.GetRequiredService<IRegions>(), TimeProvider.System);
        answers.Enqueue(view);
        Assert.True(await watch.Begin(TestContext.Current.CancellationToken));
        return watch;
    }

    /// <summary>Profiles that read as they are told to, one answer each time.</summary>
    private sealed class Answers(Queue<ProfileView?> answers) : IProfiles
    {
        public ValueTask<ProfileView?> Get(SubjectKey subject, CancellationToken cancellation) => new(answers.Dequeue());

        public ValueTask<IReadOnlyList<IngestAnswer>> Ingest(TenantId tenant, IReadOnlyList<IncomingEvent> events, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Answer<Decision>> Decide(DecisionRequest request, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<Answer<OutcomeReceipt>> RecordOutcome(TenantId tenant, OutcomeReport report, CancellationToken cancellation) => throw new NotSupportedException();

        public ValueTask<EventPage> ReadEvents(SubjectKey subject, long afterVersion, int limit, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
