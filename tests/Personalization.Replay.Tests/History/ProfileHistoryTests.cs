using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.History;

public sealed class ProfileHistoryTests
{
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);
    private static readonly SubjectKey[] Somebody = [.. Enumerable.Range(0, 9).Select(Guest), .. Enumerable.Range(0, 3).Select(at => Sample.Account($"c{at}"))];

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public async Task A_profile_as_of_a_time_is_what_the_live_one_was_then_and_so_is_every_decision(int seed)
    {
        await using var house = new Playhouse(First);
        var random = new Random(seed);
        var then = new List<(Instant At, string[] Views, string[] Decisions)>();
        for (var round = 0; round < 8; round++)
        {
            await house.Live(random, steps: 20, letters: "");
            var views = await Task.WhenAll(Somebody.Select(async one => ViewText.Of(await house.Host.Get(one, Playhouse.Cancellation))));
            var decisions = await Task.WhenAll(Questions().Select(async one => Text((await house.Host.Decide(one, Playhouse.Cancellation)).Value!)));
            then.Add((Now(house), views, decisions));
            house.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var history = History(house);
        foreach (var (at, views, decisions) in then)
        {
            Assert.Equal(views, await Task.WhenAll(Somebody.Select(async one => ViewText.Of((await history.Get(one, new PastMoment(at), Playhouse.Cancellation)).Value?.View))));
            Assert.Equal(decisions, await Task.WhenAll(Questions().Select(async one => Text((await history.Decide(one, new PastMoment(at), Playhouse.Cancellation)).Value!))));
        }
    }

    [Fact]
    public async Task The_catalog_of_then_is_used_unless_another_one_is_asked_for()
    {
        await using var house = new Playhouse(First);
        await house.Host.Ingest(Playhouse.Tenant, [Crew.Track("e1", "applauded", "g1", "c1")], Playhouse.Cancellation);
        var later = Theatre.Season('d', max: 5, purse: 1);
        house.Catalogs.Publish(later);
        var history = History(house, (Sample.Noon - TimeSpan.FromDays(1), First.Hash), (Sample.Noon + TimeSpan.FromHours(1), later.Hash));

        Assert.Equal(First.Hash, await CatalogOf(Sample.Noon, null));
        Assert.Equal(later.Hash, await CatalogOf(Sample.Noon + TimeSpan.FromHours(1), null));
        Assert.Equal(First.Hash, await CatalogOf(Sample.Noon + TimeSpan.FromHours(1), First.Hash));
        Assert.Equal("unknown_catalog", (await history.Get(Guest(1), new PastMoment(Sample.Noon, new CatalogHash(new string('9', 64))), Playhouse.Cancellation)).Problem?.Code);

        async Task<CatalogHash?> CatalogOf(Instant at, CatalogHash? asked) =>
            (await history.Get(Guest(1), new PastMoment(at, asked), Playhouse.Cancellation)).Value?.Catalog;
    }

    [Fact]
    public async Task A_time_before_the_log_of_activations_is_looked_at_with_todays_catalog()
    {
        await using var house = new Playhouse(First);
        await house.Host.Ingest(Playhouse.Tenant, [Crew.Track("e1", "applauded", "g1", "c1")], Playhouse.Cancellation);
        var profile = await History(house, (Sample.Noon + TimeSpan.FromDays(9), new CatalogHash(new string('9', 64)))).Get(Guest(1), new PastMoment(Sample.Noon), Playhouse.Cancellation);
        Assert.Equal(First.Hash, profile.Value?.Catalog);
    }

    [Fact]
    public async Task Before_the_first_event_was_received_nothing_was_known_whenever_it_happened()
    {
        await using var house = new Playhouse(First);
        await house.Host.Ingest(Playhouse.Tenant, [Crew.Track("e1", "applauded", "g1", "c1", after: TimeSpan.FromDays(-30))], Playhouse.Cancellation);
        var history = History(house);
        var moment = new PastMoment(Sample.Noon - TimeSpan.FromMilliseconds(1));
        Assert.Equal("unknown_subject", (await history.Get(Guest(1), moment, Playhouse.Cancellation)).Problem?.Code);
        Assert.Equal(0, (await history.Decide(Crew.Ask("foyer", "g1"), moment, Playhouse.Cancellation)).Value?.ProfileVersion);
        Assert.Equal(1, (await history.Get(Guest(1), new PastMoment(Sample.Noon), Playhouse.Cancellation)).Value?.View.Version);
    }

    [Fact]
    public async Task A_surface_that_the_catalog_of_then_does_not_have_is_a_problem()
    {
        await using var house = new Playhouse(First);
        Assert.Equal("unknown_surface", (await History(house).Decide(Crew.Ask("roof"), new PastMoment(Sample.Noon), Playhouse.Cancellation)).Problem?.Code);
    }

    private static ProfileHistory History(Playhouse house, params (Instant From, CatalogHash Hash)[] log) =>
        new(house.Journal, house.Snapshots, new PastCatalogs(house.Catalogs, new FixedHistory(log)));

    private static IEnumerable<DecisionRequest> Questions() => Enumerable.Range(0, 9).SelectMany(guest => new[] { "foyer", "till", "box" }.Select(surface =>
        Crew.Ask(surface, account: guest % 2 == 0 ? $"c{guest % 3}" : null, mode: DecisionMode.Peek, explain: true) with { Subject = Guest(guest) }));

    private static SubjectKey Guest(int at) => Sample.User($"g{at}") with { Kind = at < 7 ? SubjectKind.User : SubjectKind.Anonymous };

    private static string Text(Decision decision) => JsonSerializer.Serialize(decision);

    private static Instant Now(Playhouse house) => Instant.From(house.Time.GetUtcNow());
}
