using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.HostContract.Profiles;
using Personalization.Replay.Shelves;

namespace Personalization.Replay.Tests.Shelves;

/// <summary>However a profile came about, it is the same bytes.</summary>
public sealed class SameStateTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    public async Task Live_snapshot_with_tail_and_full_replay_hash_identically(int seed)
    {
        // Few fit into memory, so profiles go to snapshots and come back with a tail all the time.
        await using var house = new Playhouse(Theatre.Season('a', max: 5, purse: 60_000_000), liveGrainsMax: 4);
        await house.Live(new Random(seed), steps: 200);
        Assert.True(house.Catalogs.TryGetActive(Playhouse.Tenant, out var catalog));
        using var shelves = new ProfileShelves(Playhouse.All, house.Source, new ShelfLimits(3, 2_000));
        shelves.Lead(catalog.Folds);
        var heads = new Dictionary<SubjectKey, long>();
        await foreach (var stored in house.Journal.ReadFrom(0, Playhouse.Cancellation))
        {
            await shelves.Fold(stored, Playhouse.Cancellation);
            heads[stored.Subject] = stored.Version;
        }

        // An orderly end puts every live profile into its snapshot.
        await house.Host.DisposeAsync();
        var compared = 0;
        foreach (var (subject, version) in heads)
        {
            var replayed = await shelves.At(catalog.Folds, subject, version, Playhouse.Cancellation);
            var refolded = await JournalFold.UpTo(house.Journal, catalog.Folds, subject, Profile.Of(catalog.Folds, subject.Kind), long.MaxValue, long.MaxValue, Playhouse.Cancellation);
            Assert.Equal(Hash(refolded), Hash(replayed));
            if (await house.Snapshots.Load(subject, Playhouse.Cancellation) is { } snapshot && snapshot.PlanHash == catalog.Folds.Hash)
            {
                var live = await JournalFold.UpTo(house.Journal, catalog.Folds, subject, ProfileCodec.Read(catalog.Folds, snapshot.Payload.Span), long.MaxValue, long.MaxValue, Playhouse.Cancellation);
                Assert.Equal(Hash(refolded), Hash(live));
                compared++;
            }
        }

        Assert.InRange(compared, 4, int.MaxValue);
    }

    private static ulong Hash(Profile profile)
    {
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return StableHash.Of(bytes.Written);
    }
}
