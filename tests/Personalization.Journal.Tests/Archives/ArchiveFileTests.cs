using System.Text;
using Personalization.HostContract;
using Personalization.Journal.Archives;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Tests.Sqlite;

namespace Personalization.Journal.Tests.Archives;

/// <summary>One archive file: its format, and every kind of damage to it.</summary>
public sealed class ArchiveFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Commits_read_back_as_they_were_written_in_any_order()
    {
        Write(from: 1, to: 50, blockBytesMax: 200);
        var archives = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        using var reader = new ArchiveReader(archives);
        Assert.InRange(archives.Files[0].Blocks.Length, 5, 49);
        foreach (var commit in Enumerable.Range(1, 50).Concat(Enumerable.Range(1, 50).Reverse()).Concat([7, 43, 8, 1]))
        {
            Assert.True(reader.TryRead(commit, out var payload, out var checksum));
            Assert.Equal(PayloadOf(commit), payload);
            Assert.Equal((ulong)commit, checksum);
        }

        Assert.False(reader.TryRead(51, out _, out _));
        Assert.False(reader.TryRead(0, out _, out _));
    }

    [Fact]
    public void A_file_says_how_many_events_it_has_and_when_the_newest_was_received()
    {
        Write(from: 1, to: 5, blockBytesMax: 200);
        var file = ArchiveSet.Open(OperatingDisk.Instance, folder.Path).Files[0];
        Assert.Equal((1, 5, 15, Sample.Noon + TimeSpan.FromSeconds(5)), (file.FirstCommit, file.LastCommit, file.Events, file.NewestReceived));
        Assert.Equal(new FileInfo(file.Path).Length, file.Bytes);
    }

    [Fact]
    public void A_flipped_byte_anywhere_is_reported_and_never_read()
    {
        var path = Write(from: 1, to: 8, blockBytesMax: 60);
        var whole = File.ReadAllBytes(path);
        for (var at = 0; at < whole.Length; at++)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 0x10;
            File.WriteAllBytes(path, flipped);
            Assert.Throws<JournalDamagedException>(ReadAll);
        }
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_reported()
    {
        var path = Write(from: 1, to: 8, blockBytesMax: 60);
        var whole = File.ReadAllBytes(path);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<JournalDamagedException>(ReadAll);
        }
    }

    [Fact]
    public void A_file_under_the_name_of_another_is_reported()
    {
        var path = Write(from: 1, to: 8, blockBytesMax: 60);
        File.Move(path, Path.Combine(folder.File("archive"), ArchiveFormat.NameOf(1, 9)));
        Assert.Contains("other commits", Assert.Throws<JournalDamagedException>(ReadAll).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_old_is_read()
    {
        Directory.CreateDirectory(folder.File("archive"));
        File.WriteAllBytes(Path.Combine(folder.File("archive"), ArchiveFormat.NameOf(1, 3)), Convert.FromHexString(GoldenTests.Golden("archive-v1")));
        var archives = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        using var reader = new ArchiveReader(archives);
        for (var commit = 1; commit <= 3; commit++)
        {
            Assert.True(reader.TryRead(commit, out var payload, out var checksum));
            Assert.Equal(PayloadOf(commit), payload);
            Assert.Equal((ulong)commit, checksum);
        }

        Assert.Equal((2, 9, Sample.Noon + TimeSpan.FromSeconds(3)), (archives.Files[0].Blocks.Length, archives.Files[0].Events, archives.Files[0].NewestReceived));
    }

    private static byte[] PayloadOf(int commit) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"payload of {commit}, ", (commit % 3) + 1)));

    private string Write(int from, int to, int blockBytesMax)
    {
        using var writer = new ArchiveWriter(OperatingDisk.Instance, folder.File("archive"), from, blockBytesMax);
        for (var commit = from; commit <= to; commit++)
        {
            writer.Add((ulong)commit, PayloadOf(commit));
            writer.Count(3, Sample.Noon + TimeSpan.FromSeconds(commit));
        }

        return writer.Finish().Path;
    }

    private void ReadAll()
    {
        var archives = ArchiveSet.Open(OperatingDisk.Instance, folder.Path);
        using var reader = new ArchiveReader(archives);
        for (var commit = 1; commit <= 8; commit++)
        {
            Assert.True(reader.TryRead(commit, out var payload, out _));
            Assert.Equal(PayloadOf(commit), payload);
        }
    }
}
