using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.HostContract.Profiles;
using Personalization.Journal.Codecs;

namespace Personalization.Replay.Tests.Runs;

public sealed class RebuildRunTests
{
    private static readonly TenantId Copy = new("acme/copy");
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Every_stream_is_copied_as_it_is_and_folded_by_the_other_tenants_catalog(int seed)
    {
        await using var house = new Playhouse(First, liveGrainsMax: 5);
        await house.Live(new Random(seed), steps: 150);
        await using var run = new RebuildRun(Playhouse.All, Copy, house.Host);

        var counts = await house.Feed(run);

        var (from, into) = (await Streams(house, Playhouse.Tenant), await Streams(house, Copy));
        Assert.Equal(from, into);
        Assert.Equal(from.Values.Sum(events => events.Length), counts[ReplayCounts.Imported]);
        Assert.Equal(0, counts[ReplayCounts.Present]);
        foreach (var (id, kind) in from.Keys.Where(key => key.Kind != SubjectKind.Shared))
        {
            var original = await house.Host.Get(new SubjectKey(Playhouse.Tenant, kind, id), Playhouse.Cancellation);
            var copy = await house.Host.Get(new SubjectKey(Copy, kind, id), Playhouse.Cancellation);
            Assert.Equal(ViewText.Of(original), ViewText.Of(copy! with { Subject = original!.Subject }));
        }
    }

    [Fact]
    public async Task A_second_rebuild_copies_only_what_came_in_between()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(23), steps: 60);
        await using var first = new RebuildRun(Playhouse.All, Copy, house.Host);
        var before = (await house.Feed(first))[ReplayCounts.Imported];
        await house.Host.Ingest(Playhouse.Tenant, [Crew.Track("late", "applauded", "g1", "c1")], Playhouse.Cancellation);

        await using var second = new RebuildRun(Playhouse.All, Copy, house.Host);
        var counts = await house.Feed(second);

        Assert.Equal((2L, before), (counts[ReplayCounts.Imported], counts[ReplayCounts.Present]));
        Assert.Equal(await Streams(house, Playhouse.Tenant), await Streams(house, Copy));
    }

    [Fact]
    public async Task Decisions_that_were_copied_are_not_taken_for_the_other_tenants_own()
    {
        await using var house = new Playhouse(First);
        await house.Live(new Random(24), steps: 60);
        await using var run = new RebuildRun(Playhouse.All, Copy, house.Host);
        await house.Feed(run);
        var found = new Gathered();
        await using var verify = new VerifyRun(new ReplayScope(Copy, null, null, []), house.Source, found);
        var counts = await house.Feed(verify);
        Assert.Empty(found.All);
        Assert.InRange(counts[ReplayCounts.Decisions], 20, long.MaxValue);
        Assert.Equal(counts[ReplayCounts.Decisions], counts[ReplayCounts.Copied]);
    }

    [Fact]
    public async Task A_tenant_is_not_rebuilt_into_itself()
    {
        await using var house = new Playhouse(First);
        Assert.Throws<ArgumentException>(() => new RebuildRun(Playhouse.All, Playhouse.Tenant, house.Host));
    }

    /// <summary>The bytes of every stream of a tenant.</summary>
    private static async Task<Dictionary<(string Id, SubjectKind Kind), string[]>> Streams(Playhouse house, TenantId tenant)
    {
        var streams = new Dictionary<(string Id, SubjectKind Kind), List<string>>();
        await foreach (var stored in house.Journal.ReadFrom(0, Playhouse.Cancellation))
        {
            if (stored.Subject.Tenant == tenant)
            {
                var key = (stored.Subject.Id, stored.Subject.Kind);
                streams.TryAdd(key, []);
                streams[key].Add($"{stored.Version} {Bytes(stored.Event)}");
            }
        }

        return streams.ToDictionary(one => one.Key, one => one.Value.ToArray());
    }

    private static string Bytes(Event one)
    {
        using var writer = new ByteWriter();
        EventCodec.Write(writer, one);
        return Convert.ToHexString(writer.Written);
    }
}
