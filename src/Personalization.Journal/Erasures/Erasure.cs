using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Erasures;

/// <summary>Destroys what an open journal holds of a subject: commits are written again without it, then the index forgets it.</summary>
/// <remarks>
/// The newest commits come first, some at a time, each time in one transaction: after a crash a beginning of the stream is left, whole and readable, and
/// the erasure can be asked for again. While it runs, calls that append to the subject are fenced.
/// </remarks>
internal sealed class Erasure(
    CommitQueue queue, CommitLog log, SubjectIndex index, IndexUpkeep upkeep, StreamReads reads, ReaderPool<JournalReader> readers, ArchiveSet archives, CommitRevision revision, DerivedEraser derived)
{
    /// <summary>See <see cref="IJournal.Erase"/>.</summary>
    public async ValueTask<long> Run(SubjectKey subject, CancellationToken cancellation)
    {
        try
        {
            await queue.Hold(subject).WaitAsync(cancellation);
            var commits = await reads.CommitsOf(subject, 0, cancellation);
            using var lease = await readers.Rent(cancellation);
            var erased = Rewrite(lease.Reader, subject, [.. commits.Where(commit => commit > archives.LastCommit)], cancellation);
            erased += RewriteArchives(subject, commits.ToHashSet(), cancellation);
            Forget(lease.Reader, subject, commits);

            // Even where there was nothing to do: an erasure that was cut short may have left old bytes in the log.
            log.Empty();

            derived.Erase(subject);
            return erased;
        }
        finally
        {
            queue.LetGo();
        }
    }

    private long Rewrite(JournalReader reader, in SubjectKey subject, List<long> commits, CancellationToken cancellation)
    {
        using var eraser = new CommitEraser(subject);
        var rewritten = new List<RewrittenCommit>();
        long erased = 0, bytes = 0;
        for (var at = commits.Count - 1; at >= 0; at--)
        {
            cancellation.ThrowIfCancellationRequested();
            reader.Load(commits[at]);
            if (eraser.Rewrite(reader.Payload) is var left and > 0)
            {
                erased += left;
                bytes += eraser.Written.Length;
                rewritten.Add(new RewrittenCommit(commits[at], eraser.Written.ToArray()));
            }

            if (bytes >= Limits.RewriteBytesMax || at == 0)
            {
                Write(subject, rewritten);
                rewritten.Clear();
                bytes = 0;
            }
        }

        return erased;
    }

    private long RewriteArchives(in SubjectKey subject, HashSet<long> commits, CancellationToken cancellation)
    {
        long erased = 0;
        using var eraser = new CommitEraser(subject);
        foreach (var file in archives.Files.Reverse())
        {
            var checksums = new Dictionary<long, ulong>();
            erased += ArchiveRewriter.Rewrite(archives, file, eraser, commits, checksums, before: () => { }, cancellation);
            if (checksums.Count > 0)
            {
                Rewritten(subject, checksums);
            }
        }

        return erased;
    }

    private void Write(in SubjectKey subject, List<RewrittenCommit> rewritten)
    {
        if (rewritten.Count == 0)
        {
            return;
        }

        // A crash between the two costs no more than an index that is made anew: its newest run may name the old checksum.
        log.Rewrite(rewritten);
        Rewritten(subject, rewritten.ToDictionary(commit => commit.Id, commit => commit.Checksum));
    }

    private void Rewritten(in SubjectKey subject, Dictionary<long, ulong> checksums)
    {
        revision.Advance();
        upkeep.Rewritten(checksums);

        // At once: where the erasure ends early the subject's head is that of the beginning that is left.
        index.Remove(subject, subject.StableHash(), checksums.Keys.ToHashSet());
    }

    /// <summary>Removes the entries of the subject; those of another subject with the same hash stay where a commit holds it too.</summary>
    private void Forget(JournalReader reader, in SubjectKey subject, List<long> commits)
    {
        var hash = subject.StableHash();
        var without = new HashSet<long>();
        foreach (var commit in commits)
        {
            reader.Load(commit);
            if (!reader.SubjectsOf(hash).Any())
            {
                without.Add(commit);
            }
        }

        index.Remove(subject, hash, commits.ToHashSet());
        upkeep.Remove(hash, without);
    }
}
