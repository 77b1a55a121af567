using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Archives;
using Personalization.Journal.Codecs;
using Personalization.Journal.Index;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Sqlite;

/// <summary>Reads commits and the index; keeps the last commit that it read. One thread at a time.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly CommitSource source;
    private readonly CommitContents contents = new();
    private readonly TextCache texts = new();
    private readonly CommitRevision revision;
    private long readAt;

    public JournalReader(IDisk disk, string journalPath, string indexPath, ArchiveSet archives, CommitRevision revision)
    {
        this.revision = revision;
        source = new CommitSource(disk, journalPath, archives);
        Index = new IndexReader(disk, indexPath);
    }

    /// <summary>The index's blocks.</summary>
    public IndexReader Index { get; }

    /// <summary>The commit that is loaded; 0 for none.</summary>
    public long CommitId { get; private set; }

    /// <summary>The checksum of the loaded commit.</summary>
    public ulong Checksum => source.Checksum;

    /// <summary>The stored bytes of the loaded commit.</summary>
    public ReadOnlySpan<byte> Payload => source.Payload;

    /// <summary>How many events the loaded commit has, with those that were erased.</summary>
    public int EventPlaces => contents.Parts.Sum(part => part.Events);

    /// <summary>Loads a commit that must exist. Throws <see cref="JournalDamagedException"/> where it is missing or damaged.</summary>
    public void Load(long commitId)
    {
        var now = revision.Current;
        if (CommitId != commitId || readAt != now)
        {
            Read(commitId);
            readAt = now;
        }
    }

    /// <summary>Appends the loaded commit's events of some kinds to a list: one subject's, or all.</summary>
    public void Decode(List<StoredEvent> into, SubjectKey? only = null, EventTypeSet? types = null)
    {
        try
        {
            var kinds = types ?? EventTypeSet.All;
            var wanted = only is { } subject ? contents.Find(subject, Payload) : -1;
            foreach (var part in contents.Parts)
            {
                if (part.Types.Overlaps(kinds) && (only is null || part.Subject == wanted))
                {
                    PartDecoder.Decode(Payload, part, only ?? contents.SubjectOf(part, Payload), CommitId, kinds, texts, into);
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(CommitId, e.Message, e);
        }
    }

    /// <summary>Whether the loaded commit holds that version of the subject, by its full key.</summary>
    public bool Holds(in SubjectKey subject, long version)
    {
        var wanted = contents.Find(subject, Payload);
        foreach (var part in contents.Parts)
        {
            if (part.Subject == wanted && version >= part.FirstVersion && version < part.FirstVersion + part.Events)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The loaded commit's subjects with this hash.</summary>
    public IEnumerable<SubjectKey> SubjectsOf(ulong subjectHash) =>
        contents.Parts.Where(part => !contents.IsErased(part)).Select(part => contents.SubjectOf(part, Payload)).Where(subject => subject.StableHash() == subjectHash);

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        source.Dispose();
    }

    private void Read(long commitId)
    {
        CommitId = 0;
        try
        {
            source.Read(commitId);
            contents.Read(Payload, texts);
            CommitId = commitId;
        }
        catch (InvalidDataException e)
        {
            throw new JournalDamagedException(commitId, e.Message, e);
        }
    }
}
