using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Expiry;

namespace Personalization.Grains.Tests.Identities;

/// <summary>Merges of those some of whose events have expired.</summary>
public sealed class ExpiredMergeTests
{
    private static readonly IncomingEvent Failed = Crew.Track("e1", "engine_failed");
    private static readonly IncomingEvent Before = Failed with { UserId = null, AnonymousId = "v1" };
    private static readonly IncomingEvent SignIn = Crew.Identify("s1") with { AnonymousId = "v1" };

    [Fact]
    public async Task What_is_left_of_a_visitors_events_comes_along_and_the_user_knows_their_ids()
    {
        using var folder = new DataFolder();
        await using var host = Host(folder);
        await host.Ingest(Before);
        Assert.Equal(1, await Expire(host));
        await host.Ingest(SignIn);
        var merged = await Events(host);

        await host.Ingest(Failed);

        Assert.True(EventIds.AreSame(Assert.Single(merged.OfType<Adopted>(), one => Expired.Is(one)).Id, "e1"));
        Assert.Equal(merged, await Events(host));
    }

    [Fact]
    public async Task What_is_left_of_an_event_that_both_had_is_there_once()
    {
        using var folder = new DataFolder();
        await using var host = Host(folder);
        await host.Ingest(Before);
        await host.Ingest(Failed);
        Assert.Equal(2, await Expire(host));

        await host.Ingest(SignIn);

        Assert.Single(await Events(host), one => EventIds.AreSame(one.Id, "e1"));
    }

    [Fact]
    public async Task A_visitors_event_of_which_the_user_has_what_is_left_is_not_taken_over()
    {
        using var folder = new DataFolder();
        await using var host = Host(folder);
        await host.Ingest(Failed);
        Assert.Equal(1, await Expire(host));
        await host.Ingest(Before);

        await host.Ingest(SignIn);

        Assert.IsType<Expired>(Assert.Single(await Events(host), one => EventIds.AreSame(one.Id, "e1")));
    }

    private static EmbeddedHost Host(DataFolder folder) => new(folder, new FixedCatalogs(Airline.Catalog), new ManualTime(), new EmbeddedHostOptions());

    private static async Task<Event[]> Events(EmbeddedHost host) =>
        [.. (await host.Profiles.ReadEvents(Sample.User("u1"), 0, 100, TestContext.Current.CancellationToken)).Events.Select(stored => stored.Event)];

    private static ValueTask<long> Expire(EmbeddedHost host)
    {
        var brief = new EventContract("engine_failed", SubjectSide.User, ContractSchema.Anything, "") { Retention = TimeSpan.FromDays(1) };
        return Assert.IsType<IEventExpiry>(host.Journal, exactMatch: false).Expire(
            ExpiryRules.Of([new KeyValuePair<TenantId, Catalog>(Sample.Acme, Airline.Catalog with { Events = [brief] })]), Instant.MaxValue, TestContext.Current.CancellationToken);
    }
}
