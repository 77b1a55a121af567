using Personalization.Core;
using Personalization.HostContract;

namespace Personalization.Journal.Tests;

/// <summary>Which of a subject's marks a look gets, the same in all stores.</summary>
internal static class MarkChoice
{
    public static async Task Check(ISnapshots snapshots)
    {
        await Save(snapshots, Mark(512, Sample.Noon), Mark(1024, Sample.Noon + TimeSpan.FromDays(1)));
        await Save(snapshots, Mark(1536, Sample.Noon + TimeSpan.FromDays(2), rises: false), Mark(2048, Sample.Noon + TimeSpan.FromDays(3), rises: false) with { PlanHash = 8 });

        Assert.Null(await Find(snapshots, Sample.Noon - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(512, await Find(snapshots, Sample.Noon));
        Assert.Equal(512, await Find(snapshots, Sample.Noon + TimeSpan.FromHours(23)));
        Assert.Equal(1536, await Find(snapshots, Instant.MaxValue));
        Assert.Equal(1024, await Find(snapshots, Instant.MaxValue, rising: true));
        Assert.Equal(2048, await Find(snapshots, Instant.MaxValue, planHash: 8));
        Assert.Null(await Find(snapshots, Instant.MaxValue, foldCode: 2));
        Assert.Null(await Find(snapshots, Instant.MaxValue, user: "u2"));

        // The last one counts, also within one save.
        await Save(snapshots, Mark(1024, Sample.Noon) with { PlanHash = 8 }, Mark(1024, Sample.Noon) with { PlanHash = 6 });
        Assert.Equal(1024, await Find(snapshots, Instant.MaxValue, planHash: 6));
        Assert.Equal(512, await Find(snapshots, Instant.MaxValue, rising: true));
    }

    private static StoredSnapshot Mark(long version, Instant received, bool rises = true) =>
        new(version, (ulong)version, 7, 1, new ReceivedOrder(received, rises), new byte[] { 1 });

    private static ValueTask Save(ISnapshots snapshots, params IEnumerable<StoredSnapshot> marks) =>
        snapshots.Save([], [.. marks.Select(mark => KeyValuePair.Create(Sample.User("u1"), mark))], TestContext.Current.CancellationToken);

    private static async Task<long?> Find(ISnapshots snapshots, Instant by, bool rising = false, ulong planHash = 7, int foldCode = 1, string user = "u1") =>
        (await snapshots.LoadMark(Sample.User(user), new MarkUse(planHash, foldCode, by, rising), TestContext.Current.CancellationToken))?.Version;
}
