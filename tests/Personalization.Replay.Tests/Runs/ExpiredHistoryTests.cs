using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Expiry;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.Runs;

/// <summary>Decisions that read events which have expired since.</summary>
public sealed class ExpiredHistoryTests
{
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);

    [Theory]
    [InlineData("user")]
    [InlineData("account")]
    public async Task A_decision_that_comes_out_differently_without_them_is_missing_history_and_no_failure(string whose)
    {
        await using var house = new Playhouse(Clapping(whose));
        await Applaud(house, "g1");
        await house.Host.Decide(Crew.Ask("seat", "g1", "c1") with { Durable = true }, Playhouse.Cancellation);
        await house.Host.Decide(Crew.Ask("till", "g1", "c1") with { Durable = true }, Playhouse.Cancellation);
        await house.Host.Decide(Crew.Ask("seat", "g2") with { Durable = true }, Playhouse.Cancellation);
        Assert.Equal(1, await Expire(house));
        var (verified, tried) = (new Gathered(), new Gathered());
        await using var verify = new VerifyRun(Playhouse.All, house.Source, verified);
        await using var whatIf = new WhatIfRun(Playhouse.All, house.Source, ActiveCatalog.Compile(Clapping(whose)), tried);

        var counts = await house.Feed(verify);
        await house.Feed(whatIf);

        var missing = Assert.IsType<MissingHistory>(Assert.Single(verified.All));
        Assert.Equal(whose == "user" ? Sample.User("g1") : Sample.Account("c1"), missing.Of);
        Assert.Equal((2, 0, 1), (counts[ReplayCounts.Identical], counts[ReplayCounts.Different], counts[ReplayCounts.MissingHistory]));
        Assert.Equal(missing, Assert.Single(tried.All));
        var history = new DecisionHistory(house.Host, house.Journal, house.Catalogs);
        Assert.Equal("missing_history", (await history.Get(Playhouse.Tenant, missing.DecisionId, Playhouse.Cancellation)).Value!.NotRecomputed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Decisions_that_did_not_depend_on_what_has_expired_are_verified_bit_for_bit(int seed)
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(seed), steps: 120);
        Assert.InRange(await Expire(house), 20, long.MaxValue);
        var found = new Gathered();
        await using var run = new VerifyRun(Playhouse.All, house.Source, found);

        var counts = await house.Feed(run);

        Assert.Empty(found.All);
        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Identical]);
    }

    /// <summary>A theatre that thanks who applauded, or whose company did.</summary>
    private static Catalog Clapping(string whose)
    {
        var plain = Theatre.Catalog(max: 5, purse: 60_000_000);
        return plain with
        {
            Events = [new EventContract("applauded", whose == "user" ? SubjectSide.User : SubjectSide.Account, ContractSchema.Anything, "")],
            Actions = [plain.Actions[3] with { Id = "thanks", Priority = 99, Surfaces = ["seat"], CapSlots = [], Audience = $"{whose}.did(\"applauded\", duration(\"24h\"))" }, .. plain.Actions],
        };
    }

    private static async Task Applaud(Playhouse house, string guest)
    {
        var now = Instant.From(house.Time.GetUtcNow());
        var one = new Tracked { Id = "e1", Time = now, ReceivedAt = now, AccountId = "c1", Name = "applauded" };
        await house.Host.Ingest(Playhouse.Tenant, [new IncomingEvent(guest, null, one)], Playhouse.Cancellation);
    }

    private static async ValueTask<long> Expire(Playhouse house)
    {
        var brief = new EventContract("applauded", SubjectSide.User, ContractSchema.Anything, "") { Retention = TimeSpan.FromDays(2) };
        house.Time.Advance(TimeSpan.FromDays(9));
        return await house.Journal.Expire(
            ExpiryRules.Of([new KeyValuePair<TenantId, Catalog>(Playhouse.Tenant, First with { Events = [brief] })]), Instant.From(house.Time.GetUtcNow()), Playhouse.Cancellation);
    }
}
