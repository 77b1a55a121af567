namespace Personalization.Replay;

/// <summary>Every bound of replays, each with the reason for its number.</summary>
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

    /// <summary>Characters of a finding's member: enough to see what differs, where a whole list of actions would fill the page.</summary>
    public const int MemberCharsMax = 2_000;
}
