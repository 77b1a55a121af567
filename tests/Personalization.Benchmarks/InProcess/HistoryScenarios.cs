using System.Diagnostics;
using Personalization.Benchmarks.Smoke;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Benchmarks.InProcess;

/// <summary>What the sample's history becomes: how fast the journal is folded again, and how large its users' profiles are.</summary>
internal static class HistoryScenarios
{
    private const int BatchSize = 500;
    private const int Copies = 10_000;

    public static IEnumerable<Scenario> All(Bench bench)
    {
        var journal = new Lazy<Task<LocalHost>>(() => Fill(Path.Combine(bench.Scratch, "history")));
        bench.Own(async () =>
        {
            if (journal.IsValueCreated)
            {
                await (await journal.Value).DisposeAsync();
            }
        });
        var median = new Lazy<Task<byte[]>>(async () => MedianUser(await Replay(await journal.Value)));
        yield return new Scenario("recovery: the feed folded into profiles", "events/s", ">= 500,000/s", async _ => await ReplayRate(await journal.Value)) { IsMet = rate => rate >= 500_000 };
        yield return new Scenario("profile of the sample's median user, serialised", "bytes", "<= 1,024", async _ => (await median.Value).Length) { IsMet = bytes => bytes <= 1_024 };
        yield return new Scenario("profile of the sample's median user, live", "bytes", "<= 2,048", async _ => LiveBytes((await journal.Value).Catalog.Active.Folds, await median.Value)) { IsMet = bytes => bytes <= 2_048 };
    }

    private static async Task<LocalHost> Fill(string folder)
    {
        var host = new LocalHost(folder);
        foreach (var batch in SampleEvents.All().Chunk(BatchSize))
        {
            await host.Ingest(batch);
        }

        return host;
    }

    private static async Task<double> ReplayRate(LocalHost host)
    {
        var clock = Stopwatch.StartNew();
        var profiles = await Replay(host);
        return profiles.Values.Sum(profile => profile.Version) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<Dictionary<SubjectKey, Profile>> Replay(LocalHost host)
    {
        var folds = host.Catalog.Active.Folds;
        var profiles = new Dictionary<SubjectKey, Profile>();
        await foreach (var stored in host.Journal.ReadFrom(0, CancellationToken.None))
        {
            if (!profiles.TryGetValue(stored.Subject, out var profile))
            {
                profile = new Profile(folds, stored.Subject.Kind == SubjectKind.Account ? SubjectSide.Account : SubjectSide.User);
                profiles.Add(stored.Subject, profile);
            }

            Evolve.Apply(folds, profile, stored.Version, stored.Event);
        }

        return profiles;
    }

    private static byte[] MedianUser(Dictionary<SubjectKey, Profile> profiles)
    {
        var users = profiles.Where(one => one.Key.Kind == SubjectKind.User).Select(one => Serialise(one.Value)).OrderBy(bytes => bytes.Length).ToArray();
        return users[users.Length / 2];
    }

    private static byte[] Serialise(Profile profile)
    {
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return bytes.Written.ToArray();
    }

    /// <summary>What a profile takes in memory once it was read, over many copies; texts that profiles share are counted once for all.</summary>
    private static double LiveBytes(FoldPlan folds, byte[] bytes)
    {
        var copies = new Profile[Copies];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var at = 0; at < Copies; at++)
        {
            copies[at] = ProfileCodec.Read(folds, bytes);
        }

        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(copies);
        return (after - before) / (double)Copies;
    }
}
