using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

public abstract partial class ProfilesContract
{
    [Fact]
    public async Task An_orderly_restart_keeps_everything()
    {
        string[] before;
        await using (var host = await Open())
        {
            await host.Ingest(Flight(seed: 1));
            before = await Texts(host, Everybody);
        }

        await using var again = await Open();
        Assert.Equal(before, await Texts(again, Everybody));
    }

    [Fact]
    public async Task A_crash_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        var batch = Flight(seed: 2);
        var host = await Open();
        await host.Ingest(batch);
        var before = await Texts(host, Everybody);
        await host.Crash();

        await using var again = await Open();
        Assert.Equal(before, await Texts(again, Everybody));
        Assert.All(await again.Ingest(batch), status => Assert.Equal(IngestStatus.Duplicate, status));
        Assert.Equal(before, await Texts(again, Everybody));
    }

    [Fact]
    public async Task Events_after_a_restart_go_on_where_the_profile_was()
    {
        await using (var host = await Open())
        {
            await host.Ingest(Crew.Burn("b1", 5), Crew.Burn("b2", 5));
        }

        await using var again = await Open();
        await again.Ingest(Crew.Burn("b3", 5));
        var view = await again.GetAccount();
        Assert.Equal((3, 15.0), (view.Version, view.Meters["fuel"].Used));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Leaving_memory_changes_nothing(int seed)
    {
        string[] expected;
        await using (var roomy = await Open())
        {
            foreach (var batch in Flight(seed).Chunk(7))
            {
                await roomy.Ingest(batch);
            }

            expected = await Texts(roomy, Everybody);
        }

        // The same events of another tenant through a host that can hold hardly anybody.
        await using var tight = await Open(liveMax: 1);
        var other = new TenantId("tight/production");
        await Task.WhenAll(Flight(seed).GroupBy(one => one.UserId ?? one.Event.AccountId).Select(async group =>
        {
            foreach (var batch in group.Chunk(3))
            {
                await tight.Profiles.Ingest(other, batch, Cancellation);
            }
        }));
        var actual = await Texts(tight, [.. Everybody.Select(subject => subject with { Tenant = other })]);
        Assert.Equal(expected, actual.Select(text => text.Replace("tight/production", Sample.Acme.Value, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Any_order_of_the_same_events_ends_in_the_same_profiles(int seed)
    {
        await using var host = await Open();
        var events = Flight(seed);
        await host.Ingest(events);
        var random = new Random(seed);
        var shuffled = new TenantId("shuffled/production");
        random.Shuffle(events);
        foreach (var batch in events.Chunk(9))
        {
            await host.Profiles.Ingest(shuffled, batch, Cancellation);
        }

        var expected = await Texts(host, Everybody);
        var actual = await Texts(host, [.. Everybody.Select(subject => subject with { Tenant = shuffled })]);
        Assert.Equal(expected, actual.Select(text => text.Replace(shuffled.Value, Sample.Acme.Value, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_new_catalog_folds_the_past_anew()
    {
        await using var host = await Open();
        await host.Ingest(Crew.Track("e1", "engine_failed"), Crew.Track("e2", "engine_failed"));
        catalogs.Publish(Airline.WithOneMoreFeature);
        await host.Ingest(Crew.Track("e3", "engine_failed"));
        var view = await host.GetUser();
        Assert.Equal((3, 3), (view.Version, view.Features["failure"].Count));
    }

    [Fact]
    public async Task A_catalog_may_change_while_events_come_in()
    {
        await using var host = await Open();
        var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(
            async () =>
            {
                for (var at = 0; at < 30; at++)
                {
                    await host.Ingest(Crew.Track($"e{sender}-{at}", "landed", user: $"u{at % 3}", account: "a1"));
                }
            },
            Cancellation)));
        for (var at = 0; at < 10; at++)
        {
            catalogs.Publish(at % 2 == 0 ? Airline.WithOneMoreFeature : Airline.Catalog);
            Assert.True((await host.Get(Sample.Account("a1")))?.Version is null or > 0);
        }

        await sending;
        var view = await host.GetAccount();
        Assert.Equal((120, 120), (view.Version, view.Features["traffic"].Count));
    }

    private static SubjectKey[] Everybody { get; } =
        [.. Enumerable.Range(0, 4).Select(at => Sample.User($"u{at}")), .. Enumerable.Range(0, 3).Select(at => Sample.Account($"a{at}"))];

    /// <summary>Events that name their accounts, so that they mean the same in any order.</summary>
    private static IncomingEvent[] Flight(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 120).Select(at =>
        {
            var user = $"u{random.Next(4)}";
            var account = $"a{random.Next(3)}";
            var after = TimeSpan.FromSeconds(random.Next(-100_000, 50_000));
            return random.Next(7) switch
            {
                0 => Crew.Track($"e{at}", "engine_failed", user, account, after, ("code", Value.String($"E{random.Next(3)}"))),
                1 => Crew.Track($"e{at}", "engine_repaired", user, account, after),
                2 => Crew.Track($"e{at}", "landed", user, account, after),
                3 => Crew.Track($"e{at}", "fuel_burnt", random.Next(2) == 0 ? user : null, account, after, ("tons", Value.Int(random.Next(9)))),
                4 => Crew.Track($"e{at}", "fuel_bought", null, account, after, ("tons", Value.Int(random.Next(99)))),
                5 => Crew.Group($"e{at}", account, user, after, ("fleet", Value.Int(random.Next(9)))),
                _ => Crew.Identify($"e{at}", account, user, after, ("rank", Value.String($"r{random.Next(3)}")), ("name", Value.String($"n{random.Next(3)}"))),
            };
        })];
    }
}
