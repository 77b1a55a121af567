namespace Personalization.Cli;

/// <summary>The bounds of the command line, each with its reason.</summary>
internal static class Limits
{
    /// <summary>A server takes events of 32 KiB; escaped in JSON letter by letter (<c>\u0041</c>) one is six times as long. A longer line is no event.</summary>
    public const int LineBytesMax = 256 * 1024;

    /// <summary>Rejected sample events that are reported: after so many the contract is wrong, not the events.</summary>
    public const int RejectedEventsMax = 200;

    /// <summary>A server takes 2,500 events at once; smaller batches keep progress smooth.</summary>
    public const int BatchEventsMax = 500;

    /// <summary>A server takes 500 KiB at once and refuses the whole stream beyond it.</summary>
    public const int BatchBytesMax = 400 * 1024;

    /// <summary>Enough to keep the server's group commit busy, few enough that stopping waits for little.</summary>
    public const int BatchesUnderWayMax = 8;

    /// <summary>Files of a catalog: as many as a server reads.</summary>
    public const int CatalogFilesMax = 1_000;

    /// <summary>Versions of a catalog that the beginning of a hash is looked up in: what a server lists at once.</summary>
    public const int CatalogVersionsMax = 1_000;

    /// <summary>How long to wait for the answer to one question. A server answers within milliseconds or is in trouble.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(30);
}
