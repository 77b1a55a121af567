using Microsoft.Data.Sqlite;
using Personalization.Core.Events;
using Personalization.Journal.Archives;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Erasures;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;
using Personalization.Journal.Sqlite.Marks;

namespace Personalization.Journal.Checks;

/// <summary>Looks through all files of a data folder or a backup, beside a running server too: every commit, every event, and whatever was made from them.</summary>
public sealed class FolderCheck
{
    private const string JournalName = "journal.db";
    private const string RestoreJournal = "Restore a backup; without one, what is before that commit can be read still.";
    private readonly string folder;
    private readonly IDisk disk;
    private readonly CheckFindings findings = new();
    private readonly StreamCheck streams;
    private readonly List<StoredEvent> events = [];
    private IndexCheck? index;
    private bool hasServed;
    private long eventsRead, erased, snapshots, lastCommit;

    private FolderCheck(string folder, IDisk disk)
    {
        this.folder = folder;
        this.disk = disk;
        streams = new StreamCheck(findings, JournalName);
    }

    /// <summary>Runs the check.</summary>
    /// <param name="folder">The data folder, or the folder of a backup.</param>
    /// <param name="anchors">What the journal must still hold, from anchors that were exported.</param>
    /// <param name="progress">Is told how far it is, in commits.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CheckReport Run(string folder, IReadOnlyList<AnchoredCommit> anchors, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        var check = new FolderCheck(folder, OperatingDisk.Instance);
        check.RunAll(anchors, progress, cancellation);
        return new CheckReport(
            check.lastCommit, check.eventsRead, check.erased, check.streams.Subjects, check.snapshots, check.findings.Listed, check.findings.InAll, check.findings.Notes);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private void RunAll(IReadOnlyList<AnchoredCommit> anchors, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        if (!disk.Exists(PathOf(JournalName)))
        {
            findings.Add(JournalName, null, "There is no journal.db.", "Check the folder's name, or restore a backup.");
            return;
        }

        var archives = OpenArchives();
        CheckLog(archives.LastCommit);
        try
        {
            using var journal = JournalObserver.Open(disk, folder, archives);
            lastCommit = journal.LastCommit;
            index = IndexCheck.Open(disk, folder, findings);
            do
            {
                CheckCommits(journal, progress, cancellation);
            }
            while (streams.NextRound());

            CheckAnchors(journal, anchors);
            ManifestCheck.Run(disk, folder, journal, findings);
        }
        catch (JournalDamagedException e)
        {
            findings.Add(JournalName, e);
        }

        index?.Finish();
        snapshots = SnapshotCheck.Run(disk, folder, findings, cancellation);
        DatabaseCheck.Run(disk, PathOf("control.db"), eventsRead > 0 ? "tenants, keys and catalogs are lost" : null, findings);
        DatabaseCheck.Run(disk, PathOf(ProjectionEraser.FileName), lost: null, findings, "Stop the server, delete the file and start it again: it is made from the events.");
        DatabaseCheck.Run(disk, PathOf("audit.db"), hasServed || disk.Exists(PathOf("audit.ack")) ? "the proof of the decisions that were served is lost" : null, findings);
    }

    /// <summary>The log of a server that is not running can be looked through; a running one writes to it.</summary>
    private void CheckLog(long lastArchived)
    {
        try
        {
            using var held = disk.Lock(folder);
            Attempt(JournalName + "-wal", () => LogCheck.Run(disk, PathOf(JournalName + "-wal")));
            Attempt(JournalName, () => MarkCheck.Run(disk, PathOf(JournalName), AcknowledgementMark.Read(disk, PathOf("journal.ack")), lastArchived));
        }
        catch (FolderLockedException)
        {
            findings.Note("A server is running on the folder: its write-ahead log and its index, which change all the time, were not looked through.");
        }
        catch (UnauthorizedAccessException)
        {
            findings.Note("The folder may not be written, so it was not locked: its write-ahead log was not looked through.");
        }
    }

    private void Attempt(string file, Action look)
    {
        try
        {
            look();
        }
        catch (JournalDamagedException e)
        {
            findings.Add(file, e);
        }
    }

    private ArchiveSet OpenArchives()
    {
        try
        {
            return ArchiveSet.Open(disk, folder);
        }
        catch (JournalDamagedException e)
        {
            findings.Add("archive/", e);
            return ArchiveSet.Empty(disk, folder);
        }
    }

    private void CheckCommits(JournalObserver journal, IProgress<StepsDone>? progress, CancellationToken cancellation)
    {
        // Where the archives could not be opened, that is the finding, not every commit in them.
        var first = findings.Listed.Any(finding => finding.File == "archive/") ? Math.Max(1, journal.FirstRow) : 1;
        if (first > 1)
        {
            streams.Skip();
        }

        for (var commit = first; commit <= lastCommit; commit++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (commit % 256 == 0)
            {
                progress?.Report(new StepsDone("verifying", (streams.Round * lastCommit) + commit, streams.Rounds * lastCommit));
            }

            CheckCommit(journal, commit);
        }

        progress?.Report(new StepsDone("verifying", (streams.Round + 1) * lastCommit, streams.Rounds * lastCommit));
    }

    private void CheckCommit(JournalObserver journal, long commit)
    {
        events.Clear();
        try
        {
            journal.Read(commit);
            journal.Decode(commit, events);
        }
        catch (Exception e) when (e is JournalDamagedException or SqliteException)
        {
            if (streams.Round == 0)
            {
                streams.Skip();
                findings.Add(journal.Archives.Find(commit) is { } file ? "archive/" + file.Name : JournalName, commit, e.Message, RestoreJournal);
            }

            return;
        }

        if (streams.Round == 0)
        {
            eventsRead += events.Count;
            erased += journal.Contents.Parts.Sum(part => part.Events) - events.Count;
            hasServed |= events.Exists(stored => stored.Event.Type == EventType.Served);
            index?.Add(commit, journal.Checksum, events);
        }

        foreach (var stored in events)
        {
            streams.Add(stored, commit);
        }
    }

    private void CheckAnchors(JournalObserver journal, IReadOnlyList<AnchoredCommit> anchors)
    {
        foreach (var anchor in anchors)
        {
            if (anchor.Commit > lastCommit)
            {
                findings.Add(JournalName, lastCommit, $"The journal ends with commit {lastCommit}; by the anchor it had commit {anchor.Commit}.", "Its end was lost or cut: restore a newer backup.");
                continue;
            }

            try
            {
                journal.Read(anchor.Commit);
                if (journal.Checksum != anchor.Checksum && !journal.IsRewritten)
                {
                    findings.Add(JournalName, anchor.Commit, $"Commit {anchor.Commit} has another content than by the anchor.", "It was changed, or the anchor is of another journal: compare with a backup.");
                }
            }
            catch (JournalDamagedException)
            {
                findings.Note($"Commit {anchor.Commit} cannot be compared with the anchor, as it cannot be read.");
            }
        }
    }
}
