namespace Personalization.Cli;

/// <summary>The bounds of the command line, each with its reason.</summary>
internal static class Limits
{
    /// <summary>Rejected sample events that are reported: after so many the contract is wrong, not the events.</summary>
    public const int RejectedEventsMax = 200;

    /// <summary>A server takes 2,500 events at once; smaller batches keep progress smooth.</summary>
    public const int BatchEventsMax = 500;

    /// <summary>A server takes 500 KiB at once and refuses the whole stream beyond it.</summary>
    public const int BatchBytesMax = 400 * 1024;

    /// <summary>Enough to keep the server's group commit busy, few enough that stopping waits for little.</summary>
    public const int BatchesUnderWayMax = 8;

    /// <summary>Tries in a row to go on with a server that is away: about four minutes, longer than one takes to start again.</summary>
    public const int SendAttemptsMax = 12;

    /// <summary>Refused events that a backfill names on the terminal; all of them are in its file.</summary>
    public const int RejectedNotesMax = 5;

    /// <summary>Findings of a replay in a table: what somebody may read; all of them are a matter for programs.</summary>
    public const int FindingsShownMax = 200;

    /// <summary>Files of a catalog: as many as a server reads.</summary>
    public const int CatalogFilesMax = 1_000;

    /// <summary>Versions of a catalog that the beginning of a hash is looked up in: what a server lists at once.</summary>
    public const int CatalogVersionsMax = 1_000;

    /// <summary>How long to wait for the answer to one question. A server answers within milliseconds or is in trouble.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for word that a server is ready: a supervisor that asks every few seconds wants a no, not patience.</summary>
    public static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(4);

    /// <summary>What a server says of its readiness takes a few hundred bytes; whatever sends more is something else.</summary>
    public const int ReadyBytesMax = 64 * 1024;

    /// <summary>The first pause before a server that is away is tried again; it doubles from try to try.</summary>
    public static readonly TimeSpan SendPauseFirst = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two tries, also where a server asks for a longer one.</summary>
    public static readonly TimeSpan SendPauseLongest = TimeSpan.FromSeconds(30);

    /// <summary>How long a batch waits for more events of a slow source: too short for people to notice, long enough to fill batches from a disk.</summary>
    public static readonly TimeSpan BatchWait = TimeSpan.FromMilliseconds(100);

    /// <summary>How often something long says how far it is where it writes to no terminal: a log of an hour has 720 lines of it.</summary>
    public static readonly TimeSpan ProgressLineInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often a backfill writes down how far it is: what it does again after a crash is at most this much, and counts as duplicates.</summary>
    public static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long one step of a move may take: to verify, store and read back the most events that a server takes in takes some seconds, an erasure of a busy subject more.</summary>
    public static readonly TimeSpan MoveTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The most bytes of a subject that moves: what servers take in, and some more so that it is they who say that it is too much.</summary>
    public const int TransferBytes = 80 * 1024 * 1024;
}
