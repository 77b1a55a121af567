using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Archives;

/// <summary>Writes archives again without something. The new file takes the place of the old one at once and as a whole.</summary>
internal static class ArchiveRewriter
{
    /// <summary>Writes one archive of a set again, where it holds anything that has to go. Throws <see cref="InvalidDataException"/> or <see cref="JournalDamagedException"/> on damage.</summary>
    /// <param name="archives">The set, which gets the new file.</param>
    /// <param name="file">The file.</param>
    /// <param name="rewriter">Knows what has to go.</param>
    /// <param name="candidates">The commits that may hold it, in order; null where nobody knows.</param>
    /// <param name="checksums">Gets the new checksum of each rewritten commit.</param>
    /// <param name="before">Is called when it is known what goes and nothing has changed yet.</param>
    /// <param name="cancellation">Ends it before anything has changed.</param>
    /// <returns>How many events were destroyed.</returns>
    public static long Rewrite(
        ArchiveSet archives, ArchiveFile file, CommitRewriter rewriter, IReadOnlySet<long>? candidates, Dictionary<long, ulong> checksums, Action before, CancellationToken cancellation)
    {
        using var reader = new ArchiveReader(archives);
        if (!IsIn(file, candidates, rewriter, reader))
        {
            return 0;
        }

        using var writer = new ArchiveWriter(archives.Disk, archives.Folder, file.FirstCommit);
        writer.Count(file.Events, file.NewestReceived);
        long gone = 0;
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
                if (candidates?.Contains(commit) == false || rewriter.Rewrite(payload) is not (var left and > 0))
                {
                    writer.Add(checksum, payload);
                    continue;
                }

                gone += left;
                writer.Add(checksums[commit] = CommitFormat.Checksum(commit, rewriter.Written), rewriter.Written);
            }
        }

        before();
        archives.Replace(file, writer.Finish());
        return gone;
    }

    private static bool IsIn(ArchiveFile file, IReadOnlySet<long>? candidates, CommitRewriter rewriter, ArchiveReader reader)
    {
        foreach (var commit in file.Blocks.SelectMany(Commits).Where(commit => candidates?.Contains(commit) != false))
        {
            if (reader.TryRead(commit, out var payload, out _) && rewriter.Rewrite(payload) > 0)
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
