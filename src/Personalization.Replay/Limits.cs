namespace Personalization.Replay;

/// <summary>Every bound of replays and backfills, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Profiles of a replay that are in memory as they are: 2 KB each make 100 MB beside a server that is serving.</summary>
    public const int LiveProfilesMax = 50_000;

    /// <summary>Bytes of profiles that are in memory packed: 250,000 of median size, after which they go to disk.</summary>
    public const long PackedBytesMax = 256L << 20;

    /// <summary>Profiles per write to disk: large enough to share one transaction.</summary>
    public const int SpilledPerWrite = 512;

    /// <summary>Fold plans that profiles are kept under at the same time: those of the catalogs before and after a change, twice over.</summary>
    public const int PlansMax = 4;

    /// <summary>Catalogs that a run keeps compiled beside those of the server: more than decide within one stretch of the feed.</summary>
    public const int CatalogsMax = 16;

    /// <summary>Events that a rebuild gathers before it hands them on: enough that every subject's share goes into few commits, and less than the journal's queue holds.</summary>
    public const int RebuildEvents = 16_384;

    /// <summary>Bytes of marks in memory: those of some thousand subjects with ten thousand events each.</summary>
    public const long MarkBytesMax = 64L << 20;

    /// <summary>Characters of a text of a finding: enough to see what differs, where a whole list of actions would fill the page. Fewer where all texts of a line together are longer than <see cref="LineBytesMax"/>.</summary>
    public const int MemberCharsMax = 2_000;

    /// <summary>Jobs of one tenant that wait or work: more than people start by hand before they wonder.</summary>
    public const int JobsPerTenantMax = 16;

    /// <summary>Jobs of all tenants that wait or work: sixteen tenants with all that they may have. One tenant alone takes a sixteenth, and since tenants take turns a long line only delays those who made it long.</summary>
    public const int JobsMax = 16 * JobsPerTenantMax;

    /// <summary>Jobs of a server that read queues beside each other: each holds a connection and up to <see cref="Channels.Limits.Prefetch"/> messages.</summary>
    public const int QueueJobsMax = 8;

    /// <summary>Jobs of one tenant that read queues: they may never end, so that one tenant must not have all places.</summary>
    public const int QueueJobsPerTenantMax = 2;

    /// <summary>Jobs of a tenant that are kept when they have ended, the newest.</summary>
    public const int JobsKeptMax = 100;

    /// <summary>Findings of a job that are kept, about 500 MB: beyond that the counts tell more than another line.</summary>
    public const int FindingsMax = 1_000_000;

    /// <summary>Bytes of findings that are read at once, and handed from process to process: some hundred of them, in a message that holds up no other for long.</summary>
    public const int FindingPageBytes = 256 * 1024;

    /// <summary>Events between two moments when a job lets others have its core: half a millisecond of work.</summary>
    public const int JobChunkEvents = 256;

    /// <summary>Subjects that a job may be asked about by name; for more, all are meant.</summary>
    public const int JobSubjectsMax = 10_000;

    /// <summary>How often a job writes down how far it is: a crash costs as much.</summary>
    public static readonly TimeSpan JobMarkInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest line or message of a source, in bytes. A server takes events of 32 KiB; escaped in JSON letter by letter (<c>\u0041</c>) one is six times as long. A longer one is no event.</summary>
    public const int LineBytesMax = 256 * 1024;

    /// <summary>The most columns of a CSV file: twice the members that one object of an event may have.</summary>
    public const int CsvColumnsMax = 512;

    /// <summary>The slowest pace of a backfill, in events a second: one in 100 s. Slower is no loading, and a wait has to fit a timer.</summary>
    public const double EventsPerSecondMin = 0.01;

    /// <summary>Batches of a paced second: an even load, rather than a few large ones.</summary>
    public const int BatchesPerSecond = 10;

    /// <summary>Significant digits of a number in CSV that is read as a number: as many as survive a double. Longer ones are ids, and ids are texts.</summary>
    public const int CsvNumberDigitsMax = 15;

    /// <summary>Attempts in a row to reach a broker again: with the waits between them about four minutes, longer than a broker takes to start again.</summary>
    public const int ReconnectsMax = 12;

    /// <summary>Times in a row that a job comes no further because others do not answer, before it fails: with the waits between them a quarter of an hour, longer than a database takes to be restored. Jobs behind it wait, too.</summary>
    public const int HindrancesMax = 36;

    /// <summary>How long a broker is asked whether it has a queue: whoever asks for a job waits so long at most.</summary>
    public static readonly TimeSpan QueueLookWait = TimeSpan.FromSeconds(5);
}
