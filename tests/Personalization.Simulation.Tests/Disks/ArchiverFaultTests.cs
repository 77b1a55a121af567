using Microsoft.Data.Sqlite;
using Personalization.Journal;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Tests.Disks;

/// <summary>Whatever the disk does while old commits move to archives: it ends the journal, and the next starts have every commit.</summary>
public sealed class ArchiverFaultTests
{
    private const int Commits = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.FailedSync)]
    [InlineData(FaultKind.FailedWrite)]
    [InlineData(FaultKind.DiskFull)]
    public async Task An_error_of_the_disk_while_archiving_is_final(FaultKind kind)
    {
        var after = 0;
        for (; ; after++)
        {
            using var disk = new SimulatedDisk(new Dice(1));
            using var stream = await Filled(disk);
            if (!await Fails(stream, disk, new ArmedFault(kind, after)))
            {
                break;
            }

            Assert.True(stream.Journal.Failed.IsCompleted, $"{kind} after {after}");
            disk.Disarm();
            await Assert.ThrowsAsync<JournalFailedException>(() => Archive(stream));
            await Assert.ThrowsAsync<JournalFailedException>(() => stream.Append(Commits + 1));
            disk.KillProcess();
        }

        Assert.True(after > 3);
    }

    [Theory]
    [InlineData(FaultKind.FailedSync)]
    [InlineData(FaultKind.FailedWrite)]
    [InlineData(FaultKind.DiskFull)]
    [InlineData(FaultKind.PowerCut)]
    public async Task After_an_error_while_archiving_every_start_has_every_commit(FaultKind kind)
    {
        var fails = true;
        for (var after = 0; fails; after++)
        {
            fails = false;
            for (var seed = 1UL; seed <= 4; seed++)
            {
                using var disk = new SimulatedDisk(new Dice(seed));
                using (var stream = await Filled(disk))
                {
                    fails |= await Fails(stream, disk, new ArmedFault(kind, after));
                    End(disk, withPower: seed % 2 == 0);
                }

                for (var start = 1; start <= 3; start++)
                {
                    disk.Restart();
                    using var again = new OneStream(disk);
                    Assert.Equal(Enumerable.Range(1, Commits).Select(version => (long)version), await again.Versions());
                    End(disk, withPower: false);
                }
            }
        }
    }

    private static void End(SimulatedDisk disk, bool withPower)
    {
        if (withPower && !disk.IsDown)
        {
            disk.KillProcess();
        }
        else if (!disk.IsDown)
        {
            disk.CutPower();
        }
    }

    private static async Task<OneStream> Filled(SimulatedDisk disk)
    {
        var stream = new OneStream(disk);
        for (var version = 1; version <= Commits; version++)
        {
            await stream.Append(version);
        }

        return stream;
    }

    /// <summary>Archives while a fault is armed; whether it took effect.</summary>
    private static async Task<bool> Fails(OneStream stream, SimulatedDisk disk, ArmedFault fault)
    {
        disk.Arm(fault);
        try
        {
            await Archive(stream);
            return false;
        }
        catch (Exception e) when (e is IOException or SqliteException)
        {
            return true;
        }
    }

    private static async Task Archive(OneStream stream) => await stream.Journal.Archive(OneStream.Noon + TimeSpan.FromDays(1), Cancellation);
}
