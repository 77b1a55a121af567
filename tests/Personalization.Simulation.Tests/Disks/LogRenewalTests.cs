using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Tests.Disks;

/// <summary>After a failed sync a log shows what the disk does not have. What is built upon it must survive the next loss of power.</summary>
public sealed class LogRenewalTests
{
    private const int Before = 6;

    [Fact]
    public async Task What_is_acknowledged_on_top_of_a_failed_sync_survives_the_power_cut_after_it()
    {
        var starts = 0;
        for (var seed = 1UL; seed <= 12; seed++)
        {
            for (var cut = 0; cut < 24; cut++)
            {
                using var disk = new SimulatedDisk(new Dice(seed));
                await FailSync(disk);
                disk.Restart();
                disk.Arm(new ArmedFault(FaultKind.PowerCut, cut));
                var acknowledged = Math.Max(Before, await Continue(disk));
                if (!disk.IsDown)
                {
                    disk.CutPower();
                }

                disk.Restart();
                using var last = new OneStream(disk);
                var versions = await last.Versions();
                Assert.Equal(Enumerable.Range(1, versions.Count).Select(version => (long)version), versions);
                Assert.True(versions.Count >= acknowledged, $"seed {seed}, cut {cut}: {versions.Count} of {acknowledged}");
                starts++;
                disk.KillProcess();
            }
        }

        Assert.Equal(12 * 24, starts);
    }

    /// <summary>Some commits, of which the sync of the last one fails; the process ends then.</summary>
    private static async Task FailSync(SimulatedDisk disk)
    {
        using var stream = new OneStream(disk);
        for (var version = 1; version <= Before; version++)
        {
            await stream.Append(version);
            if (version == Before / 2)
            {
                stream.Journal.Checkpoint();
            }
        }

        disk.Arm(new ArmedFault(FaultKind.FailedSync, 0));
        await Assert.ThrowsAsync<JournalFailedException>(() => stream.Append(Before + 1));
        disk.KillProcess();
    }

    /// <summary>Goes on with what the next start sees, until the power is cut.</summary>
    /// <returns>The last version that was acknowledged; 0 for none.</returns>
    private static async Task<long> Continue(SimulatedDisk disk)
    {
        var acknowledged = 0L;
        try
        {
            using var stream = new OneStream(disk);
            for (var version = (await stream.Versions()).Count + 1; version <= Before + 5; version++)
            {
                await stream.Append(version);
                acknowledged = version;
            }
        }
        catch (Exception e) when (e is IOException or SqliteException)
        {
            Assert.True(disk.IsDown, e.ToString());
        }

        return acknowledged;
    }
}
