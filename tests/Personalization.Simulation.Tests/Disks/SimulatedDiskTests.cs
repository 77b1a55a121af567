using Microsoft.Data.Sqlite;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Tests.Disks;

public sealed class SimulatedDiskTests
{
    [Fact]
    public void Connections_see_what_another_one_committed()
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using var writer = new Table(disk);
        using var reader = new Table(disk);
        for (var n = 1; n <= 200; n++)
        {
            writer.Add(n);
            Assert.Equal(n, reader.Count);
        }

        reader.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        writer.Add(201);
        Assert.Equal(201, reader.Count);
        Assert.Equal("ok", reader.Integrity);
    }

    [Fact]
    public void A_closed_database_is_one_file_again()
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using (var table = new Table(disk))
            table.Add(1);
        Assert.Equal(["numbers.db"], disk.Files);
    }

    [Fact]
    public void What_was_synced_survives_every_power_cut()
    {
        var faults = new FaultCounts();
        for (var seed = 1UL; seed <= 300; seed++)
        {
            using var disk = new SimulatedDisk(new Dice(seed));
            var dice = new Dice(seed ^ 0xABCD);
            long committed = 0, count = 0;
            for (var life = 0; life < 3; life++)
            {
                disk.Arm(new ArmedFault(FaultKind.PowerCut, dice.Below(60)));
                try
                {
                    using var table = new Table(disk);
                    count = table.Count;
                    Assert.InRange(count, committed, committed + 1);
                    for (committed = count; committed < count + 30; committed++)
                    {
                        table.Add(committed + 1);
                        if (dice.Percent(10))
                            table.Run("PRAGMA wal_checkpoint(PASSIVE)");
                    }
                }
                catch (SqliteException)
                {
                    Assert.True(disk.IsDown);
                }

                disk.Restart();
            }

            using var last = new Table(disk);
            Assert.InRange(last.Count, committed, committed + 1);
            Assert.Equal("ok", last.Integrity);
            faults.Add(disk.Faults);
        }

        Assert.All([FaultKind.PowerCut, FaultKind.LostWrite, FaultKind.TornWrite, FaultKind.ReorderedWrite, FaultKind.LostName], kind => Assert.NotEqual(0, faults[kind]));
    }

    [Fact]
    public void What_was_not_synced_may_be_lost()
    {
        long lost = 0;
        for (var seed = 1UL; seed <= 20; seed++)
        {
            using var disk = new SimulatedDisk(new Dice(seed));
            using (var table = new Table(disk))
                table.Add(1);
            using (var table = new Table(disk, "OFF"))
            {
                table.Add(2);
                disk.CutPower();
            }

            disk.Restart();
            using var after = new Table(disk);
            lost += 2 - after.Count;
        }

        Assert.InRange(lost, 1, 19);
    }

    [Fact]
    public void A_process_that_dies_loses_nothing_that_it_wrote()
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using (var table = new Table(disk, "OFF"))
        {
            table.Add(1);
            disk.KillProcess();
            Assert.Throws<SqliteException>(() => table.Add(2));
        }

        disk.Restart();
        using var after = new Table(disk);
        Assert.Equal(1, after.Count);
    }

    [Theory]
    [InlineData(FaultKind.FailedSync, 10)]
    [InlineData(FaultKind.FailedWrite, 10)]
    [InlineData(FaultKind.DiskFull, 13)]
    public void A_commit_on_a_failing_disk_fails(FaultKind fault, int code)
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using var table = new Table(disk);
        table.Add(1);
        disk.Arm(new ArmedFault(fault, 0));
        Assert.Equal(code, Assert.Throws<SqliteException>(() => table.Add(2)).SqliteErrorCode);
        Assert.Equal(1, disk.Faults[fault]);
        Assert.True(disk.HasFailed);
    }

    [Fact]
    public void A_failing_read_fails_the_query()
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using (var table = new Table(disk))
        {
            for (var n = 1; n <= 50; n++)
                table.Add(n);
        }

        using var after = new Table(disk);
        disk.Arm(new ArmedFault(FaultKind.FailedRead, 0));
        Assert.Equal(10, Assert.Throws<SqliteException>(() => after.Count).SqliteErrorCode);
    }

    [Fact]
    public void A_flipped_bit_is_read_and_can_be_put_back()
    {
        using var disk = new SimulatedDisk(new Dice(1));
        using (var table = new Table(disk))
            table.Add(1);
        var putBack = disk.Keep();
        disk.Flip("numbers.db", 3, 1);
        Assert.Throws<SqliteException>(() => new Table(disk));
        putBack();
        using var after = new Table(disk);
        Assert.Equal(1, after.Count);
    }

    [Fact]
    public void A_disk_that_lies_about_syncs_loses_them()
    {
        Assert.Contains(Enumerable.Range(1, 20), seed =>
        {
            using var disk = new SimulatedDisk(new Dice((ulong)seed)) { IsLying = true };
            using (var table = new Table(disk))
            {
                table.Add(1);
                disk.CutPower();
            }

            disk.Restart();
            return !disk.Files.Any();
        });
    }
}
