using System.Text.Json;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.History;

public sealed class DecisionHistoryTests
{
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);

    [Fact]
    public async Task A_decision_is_found_as_it_was_answered_and_is_made_again_bit_for_bit()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(51), steps: 60);
        var history = new DecisionHistory(house.Host, house.Journal, house.Catalogs);
        var answered = (await house.Host.Decide(Crew.Ask("foyer", "g1", "c1", requestId: "page-1"), Playhouse.Cancellation)).Value!;

        var found = (await history.Get(Playhouse.Tenant, answered.Id, Playhouse.Cancellation)).Value!;

        Assert.True(found.IsIdentical);
        Assert.Equal(JsonSerializer.Serialize(answered with { Rejected = [] }), JsonSerializer.Serialize(found.Decision with { Rejected = [] }));
        Assert.Equal(("page-1", "c1", Sample.User("g1")), (found.Record.Served.RequestId, found.Record.Served.AccountId, found.Record.Subject));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("d0000000000000000000000")]
    public async Task An_id_that_names_nothing_is_unknown(string id)
    {
        await using var house = new Playhouse(First);
        Assert.Equal("unknown_decision", (await new DecisionHistory(house.Host, house.Journal, house.Catalogs).Get(Playhouse.Tenant, id, Playhouse.Cancellation)).Problem?.Code);
    }

    [Fact]
    public async Task A_decision_of_another_tenant_and_a_peek_are_unknown()
    {
        await using var house = new Playhouse(First);
        var served = (await house.Host.Decide(Crew.Ask("foyer", "g1"), Playhouse.Cancellation)).Value!;
        var peek = (await house.Host.Decide(Crew.Ask("foyer", "g1", mode: Core.Decisions.DecisionMode.Peek), Playhouse.Cancellation)).Value!;
        var history = new DecisionHistory(house.Host, house.Journal, house.Catalogs);
        Assert.Equal("unknown_decision", (await history.Get(new TenantId("acme/other"), served.Id, Playhouse.Cancellation)).Problem?.Code);
        Assert.Equal("unknown_decision", (await history.Get(Playhouse.Tenant, peek.Id, Playhouse.Cancellation)).Problem?.Code);
    }

    [Fact]
    public async Task A_record_that_was_changed_is_not_identical_and_says_where()
    {
        await using var house = new Playhouse(First);
        var served = (await house.Host.Decide(Crew.Ask("foyer", "g1"), Playhouse.Cancellation)).Value!;
        var history = new DecisionHistory(new Changing(house.Host, one => one with { Actions = [.. one.Actions.Reverse()] }), house.Journal, house.Catalogs);
        var found = (await history.Get(Playhouse.Tenant, served.Id, Playhouse.Cancellation)).Value!;
        Assert.False(found.IsIdentical);
        Assert.Equal(["actions"], found.Differences.Select(one => one.Member));
    }

    [Fact]
    public async Task A_decision_whose_catalog_is_not_known_is_told_and_not_made_again()
    {
        await using var house = new Playhouse(First);
        var served = (await house.Host.Decide(Crew.Ask("till", "g1"), Playhouse.Cancellation)).Value!;
        var found = (await new DecisionHistory(house.Host, house.Journal, new FixedCatalogs(Theatre.Season('c', 5, 1))).Get(Playhouse.Tenant, served.Id, Playhouse.Cancellation)).Value!;
        Assert.Equal((false, "unknown_catalog"), (found.IsIdentical, found.NotRecomputed));
        Assert.Equal(["ticket.big"], found.Decision.Actions.Select(action => action.Id));
    }

    /// <summary>Records that somebody else wrote in.</summary>
    private sealed class Changing(IServedRecords records, Func<Served, Served> change) : IServedRecords
    {
        public async ValueTask<ServedRecord?> FindServed(TenantId tenant, string decisionId, CancellationToken cancellation) =>
            await records.FindServed(tenant, decisionId, cancellation) is { } record ? record with { Served = change(record.Served) } : null;
    }
}
