namespace Personalization.Gateway;

/// <summary>Every bound of this room and the reason for its number.</summary>
internal static class Limits
{
    /// <summary>The longest JSON form of one event: Segment's own limit.</summary>
    public const int EventBytes = 32 * 1024;

    /// <summary>The longest batch after decompression: Segment's own limit.</summary>
    public const int BatchBytes = 500 * 1024;

    /// <summary>The most events of a batch: Segment's own limit.</summary>
    public const int BatchEvents = 2_500;

    /// <summary>The longest body of any other call: a decide request with every field at its longest takes less than half of it.</summary>
    public const int RequestBytes = 16 * 1024;

    /// <summary>Nesting inside properties and traits. Product events rarely go beyond 4; reading them is recursive, so it must end somewhere.</summary>
    public const int NestingMax = 16;

    /// <summary>Categories of a consent banner in one event. Banners have four to ten.</summary>
    public const int ConsentCategories = 32;

    /// <summary>Topics, and topics on channels, that one call says something of: every one of a large page of choices.</summary>
    public const int PreferencesMax = 1_000;

    /// <summary>Members of one object in properties or traits. Keeps the search for repeated names cheap.</summary>
    public const int MembersMax = 256;

    /// <summary>The longest surface name, action id or request id that is looked up at all; declared names are shorter.</summary>
    public const int NameChars = 200;

    /// <summary>How far ahead of the received time an event may claim to be: clocks of clients in any time zone, wrongly set, fit.</summary>
    public static readonly TimeSpan FutureMax = TimeSpan.FromHours(24);

    /// <summary>The longest token: issuers that put groups into them stay below, and so do headers of proxies.</summary>
    public const int TokenChars = 8 * 1024;

    /// <summary>The largest file of an issuer's keys: as many keys as may be, each with a chain of certificates.</summary>
    public const int TokenKeysBytes = 256 * 1024;

    /// <summary>Keys of an issuer: one that signs, its next one, and old ones; a token that names none is tried with each.</summary>
    public const int TokenKeys = 16;

    /// <summary>The least bits of an RSA key: NIST SP 800-131A.</summary>
    public const int TokenKeyBits = 2048;

    /// <summary>How often the file of keys is looked at while tokens come: a key that was withdrawn opens nothing a second later.</summary>
    public static readonly TimeSpan TokenKeysInterval = TimeSpan.FromSeconds(1);

    /// <summary>How far the issuer's clock and ours may be apart: clocks that are kept by NTP never are.</summary>
    public static readonly TimeSpan TokenClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Entries that wait to be written into the access log: some tenths of a second of a server that does nothing but answer reads. Then reads wait.</summary>
    public const int AccessQueue = 4096;

    /// <summary>Entries of the access log that are written in one transaction.</summary>
    public const int AccessBatch = 512;

    /// <summary>How long a look waits for others to be written with it: a tenth of the disk's syncs, and nobody waits for it.</summary>
    public static readonly TimeSpan AccessLinger = TimeSpan.FromMilliseconds(25);

    /// <summary>How long until it is tried again to write what could not be written: as short as a fail-over may be.</summary>
    public static readonly TimeSpan AccessRetryPause = TimeSpan.FromSeconds(1);

    /// <summary>HTTP calls at work at the same time. Beyond it a call would only wait, so it is refused with 503 instead.</summary>
    public const int CallsInFlight = 2_048;

    /// <summary>Watches of one tenant at the same time: an open page each of a thousand people. A watch costs some kilobytes and, while its profile changes, ten writes a second.</summary>
    public const int WatchersPerTenant = 1_000;

    /// <summary>Watches of all tenants together on one server: beside them Kestrel still has connections and memory for calls.</summary>
    public const int WatchersMax = 10_000;

    /// <summary>The least time between two profiles that a watch sends: as often as somebody could see a difference.</summary>
    public static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a watch looks for a change that it was told of and that the owner of the profile does not know of yet: five seconds, in which nodes that live hear of each other.</summary>
    public const int WatchLooksMax = 50;

    /// <summary>How often a quiet watch says that it is still there: proxies give connections up after 30 to 60 quiet seconds.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);

    /// <summary>Bytes of request bodies held at the same time: about 500 whole batches.</summary>
    public const long BodyBytesInFlight = 256L * 1024 * 1024;

    /// <summary>What an overloaded or unready server tells clients to wait before they try again, in seconds.</summary>
    public const int RetryAfterSeconds = 1;

    /// <summary>The largest page of events or dead letters, and the most dead letters of one retry: the most that the stores give.</summary>
    public const int PageMax = 1_000;

    /// <summary>The page size where none is asked for.</summary>
    public const int PageDefault = 100;

    /// <summary>The largest archive of a catalog: all the text that a catalog may have packs into a third of it, and it fits into a gRPC message.</summary>
    public const int ArchiveBytes = 3 * 1024 * 1024;

    /// <summary>The most bytes of a catalog's files in an archive: four for each of the characters that a catalog may have.</summary>
    public const int ArchiveFilesBytes = 32 * 1024 * 1024;

    /// <summary>The most bytes that a tar.gz may inflate to: the files, with tar's padding and what else lies in the folder.</summary>
    public const int ArchiveTarBytes = 40 * 1024 * 1024;

    /// <summary>The most files and folders of an archive: four for each file that a catalog may have.</summary>
    public const int ArchiveEntries = 4_000;

    /// <summary>The longest path in an archive: tar's own oldest limit.</summary>
    public const int ArchiveNameChars = 256;

    /// <summary>Decisions of one stream or batch that are worked on at the same time; more only wait for the same two things, a core and a commit.</summary>
    public const int DecisionsInFlight = 256;

    /// <summary>Requests of one gRPC decide batch: an answer of 20 actions each still fits the message limit.</summary>
    public const int DecideBatch = 1_000;

    /// <summary>The longest name of a file to import: a path of a few folders.</summary>
    public const int ImportNameChars = 200;

    /// <summary>The longest name of a queue: the protocol has no longer ones.</summary>
    public const int QueueNameBytes = 255;

    /// <summary>Events of one batch of an import: what one commit takes in its stride, so that other events wait for little.</summary>
    public const int ImportBatchEvents = 500;

    /// <summary>How long messages that are on their way to the journal may still take when the server stops: half of what it has for everything.</summary>
    public static readonly TimeSpan QueueDrainWait = TimeSpan.FromSeconds(10);

    /// <summary>The longest body of a request for a replay: as many subjects as may be named, of usual length.</summary>
    public const int ReplayBytes = 1024 * 1024;

    /// <summary>Findings of one message on gRPC: a few hundred KiB as they mostly are.</summary>
    public const int FindingsPerMessage = 200;

    /// <summary>Bytes of findings behind which a message ends: with the one that passes it, which is at most as long as a line may be, far below the message limit.</summary>
    public const int FindingBytesPerMessage = 1024 * 1024;

    /// <summary>Endpoints and other causes for which it is remembered that telemetry cannot be sent: three signals and a few causes each.</summary>
    public const int FailingEndpoints = 16;

    /// <summary>How long a server that stops goes on sending telemetry: a collector that answers needs far less, and a supervisor's patience is half a minute.</summary>
    public static readonly TimeSpan TelemetryFlush = TimeSpan.FromSeconds(5);

    /// <summary>Refused events that are read at once when all of a tenant are looked through: a few MiB where each is as long as one may be.</summary>
    public const int LettersPerRead = 100;

    /// <summary>Events that an export reads at once.</summary>
    public const int ExportPageEvents = 500;

    /// <summary>Bytes of an export behind which they are sent: a client sees it coming, and few calls are made.</summary>
    public const int ExportFlushBytes = 64 * 1024;

    /// <summary>Bytes of a subject that moves to another region: some 200,000 events, which are held in memory until all of them are known to be right.</summary>
    public const int TransferBytes = 64 * 1024 * 1024;

    /// <summary>Different events that the summary of an export counts apart: more than a catalog has contracts, mostly; the rest is one line.</summary>
    public const int SummaryNames = 500;

    /// <summary>Characters of a list in the summary of an export behind which it is cut: nobody reads more, and the NDJSON has all.</summary>
    public const int SummaryPartChars = 64 * 1024;

    /// <summary>How long a link to the preference page is good for, in minutes: a month, so that the one in a newsletter still works when it is read.</summary>
    public const int LinkMinutesMax = 30 * 24 * 60;

    /// <summary>Where its maker says nothing: a day.</summary>
    public const int LinkMinutesDefault = 24 * 60;

    /// <summary>The longest address that a page leads back to.</summary>
    public const int ReturnUrlChars = 500;

    /// <summary>The longest BCP 47 tag that is worth reading; section 4.4.1 of RFC 5646 has 35.</summary>
    public const int LocaleChars = 35;

    /// <summary>The longest token that is opened at all: every text of a link at its longest makes about 4,000.</summary>
    public const int LinkTokenChars = 8 * 1024;

    /// <summary>The longest form of the preference page: about a thousand boxes.</summary>
    public const int FormBytes = 64 * 1024;

    /// <summary>Different things that the preference page tells a person they got lately: what they may still remember.</summary>
    public const int RecentActions = 10;

    /// <summary>Events of a person that are looked through for those, the newest: some weeks of most people, and a few milliseconds.</summary>
    public const int RecentEvents = 1_000;

    /// <summary>Events of those that are read at once: mostly they hold all that is told.</summary>
    public const int RecentPageEvents = 250;

    /// <summary>How long everything rests that somebody switches off with one button: as good as for ever, and still a day that they can read and change.</summary>
    public const int EverythingOffYears = 10;

    /// <summary>Time between two tries to finish what erasures have left, while a process that starts cannot.</summary>
    public static readonly TimeSpan ResumePause = TimeSpan.FromSeconds(1);

    /// <summary>How often it is tried: as long as a silo that crashed with the whole machine takes to be given up, and then the process ends and says so.</summary>
    public const int ResumeTries = 60;

    /// <summary>How often an erasure looks for a person again whose stream went on while it was at work: each time some milliseconds pass in which nothing more may come.</summary>
    public const int EraseTries = 20;
}
