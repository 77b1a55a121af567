using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class CapTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_place_left_in_a_shared_cap_is_given_once_however_many_actions_want_it()
    {
        var catalog = Airline.Catalog with
        {
            Surfaces = Airline.Catalog.Surfaces.SetItem(2, new("office", "email", 3)),
            Actions = Airline.Catalog.Actions.Add(Airline.Catalog.Actions[1] with { Id = "sell.more" }),
        };
        await using var host = new MemoryHost(catalog);
        await host.Ingest(Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        Assert.Equal(2, (await host.Decide(Crew.Ask("office", account: "a1"))).Actions.Length);
        var rest = await Task.WhenAll(Enumerable.Range(0, 16).Select(at =>
            Task.Run(() => host.Decide(Crew.Ask("office", $"u{at}", account: "a1")), Cancellation)));
        Assert.Equal(1, rest.Sum(decision => decision.Actions.Length));
        Assert.Equal(5, (await host.GetAccount()).Version);
    }

    [Fact]
    public async Task An_unknown_visitor_is_served_within_an_accounts_cap()
    {
        await using var host = new MemoryHost();
        await host.Ingest(Crew.Buy("b1", 100), Crew.Burn("b2", 90));
        for (var at = 0; at < 5; at++)
        {
            var ask = Crew.Ask("office", account: "a1") with { Subject = new(Sample.Acme, SubjectKind.Anonymous, $"v{at}") };
            Assert.Equal(at < 3 ? 1 : 0, (await host.Decide(ask)).Actions.Length);
        }
    }
}
