namespace Personalization.Journal.Postgres;

/// <summary>How a <see cref="PostgresJournal"/> is set up. The defaults are for production; tests use tiny numbers.</summary>
public sealed record PostgresJournalOptions
{
    /// <summary>The schema where none is named.</summary>
    public const string DefaultSchema = "personalization";

    /// <summary>Where the database is and who asks, in Npgsql's form: <c>Host=db;Database=app;Username=app;Password=…</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>The schema that holds the journal's tables; a lower-case name of letters, digits and underscores. Made where it is missing.</summary>
    public string Schema { get; init; } = DefaultSchema;

    /// <summary>
    /// Whether this journal must be the schema's only one: the fence of the embedded host, whose profiles would miss what another
    /// appends. Without it many journals may share a schema, and the heads alone fence.
    /// </summary>
    public bool Exclusive { get; init; }

    /// <summary>How long a start waits for a server that is just ending to let go of the schema.</summary>
    public TimeSpan ExclusiveWait { get; init; } = Limits.SchemaLockWait;

    /// <summary>How long a commit tries to reach a database that is away before it ends as <see cref="CommitResult.InDoubt"/>.</summary>
    public TimeSpan CommitWait { get; init; } = Limits.CommitWait;

    /// <summary>How long the end of a read of the feed waits for transactions that are older than the newest event.</summary>
    public TimeSpan FeedWait { get; init; } = Limits.FeedWait;

    /// <summary>Bytes of events after which a commit takes no further call; at least 1. A call is never split.</summary>
    public int CommitBytesMax { get; init; } = Limits.CommitBytesMax;

    /// <summary>Bytes that wait for a commit above which <see cref="IJournal.WaitForRoom"/> waits.</summary>
    public long QueueBytesMax { get; init; } = Limits.QueueBytesMax;

    /// <summary>Events that wait for a commit above which <see cref="IJournal.WaitForRoom"/> waits.</summary>
    public long QueueEventsMax { get; init; } = Limits.QueueEventsMax;

    /// <summary>Event ids of all streams together that are remembered in memory.</summary>
    public int SeenEventsMax { get; init; } = Limits.SeenEventsMax;

    /// <summary>Events that are read in one go; at least 1.</summary>
    public int PageEvents { get; init; } = Limits.PageEvents;

    /// <summary>
    /// Told when partitions could not be made ahead or old commits not be forgotten, from the thread that commits. Appends go on and it is tried again later,
    /// but who runs the database should see to it before the last partition ends. Must not throw.
    /// </summary>
    public Action<Exception>? UpkeepFailed { get; init; }
}
