using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Archives;

/// <summary>Writes archives again without a subject. The new file takes the place of the old one at once and as a whole.</summary>
internal static class ArchiveEraser
{
    /// <summary>Erases a subject from one archive of a set. Throws <see cref="InvalidDataException"/> or <see cref="JournalDamagedException"/> on damage.</summary>
    /// <param name="archives">The set, which gets the new file.</param>
    /// <param name="file">The file.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="candidates">The commits that may hold the subject, in order; null where nobody knows.</param>
    /// <param name="checksums">Gets the new checksum of each rewritten commit.</param>
    /// <param name="cancellation">Ends it before anything has changed.</param>
    /// <returns>How many events were destroyed.</returns>
    public static long Erase(
        ArchiveSet archives, ArchiveFile file, in SubjectKey subject, IReadOnlySet<long>? candidates, Dictionary<long, ulong> checksums, CancellationToken cancellation)
    {
        using var eraser = new CommitEraser();
        using var reader = new ArchiveReader(archives);
        if (!IsIn(file, subject, candidates, eraser, reader))
        {
            return 0;
        }

        using var writer = new ArchiveWriter(archives.Disk, archives.Folder, file.FirstCommit);
        writer.Count(file.Events, file.NewestReceived);
        long erased = 0;
        for (var ordinal = 0; ordinal < file.Blocks.Length; ordinal++)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = file.Blocks[ordinal];
            if (!Commits(block).Any(commit => candidates?.Contains(commit) != false))
            {
                writer.Add(block, reader.ReadPacked(file, ordinal));
                continue;
            }

            foreach (var commit in Commits(block))
            {
                reader.TryRead(commit, out var payload, out var checksum);
                if (candidates?.Contains(commit) == false || eraser.Erase(payload, subject) is not (var left and > 0))
                {
                    writer.Add(checksum, payload);
                    continue;
                }

                erased += left;
                writer.Add(checksums[commit] = CommitFormat.Checksum(commit, eraser.Written), eraser.Written);
            }
        }

        archives.Replace(file, writer.Finish());
        return erased;
    }

    private static bool IsIn(ArchiveFile file, in SubjectKey subject, IReadOnlySet<long>? candidates, CommitEraser eraser, ArchiveReader reader)
    {
        foreach (var commit in file.Blocks.SelectMany(Commits).Where(commit => candidates?.Contains(commit) != false))
        {
            if (reader.TryRead(commit, out var payload, out _) && eraser.Erase(payload, subject) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<long> Commits(ArchiveBlock block)
    {
        for (var commit = block.FirstCommit; commit < block.FirstCommit + block.Commits; commit++)
        {
            yield return commit;
        }
    }
}
