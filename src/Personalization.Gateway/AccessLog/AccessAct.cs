namespace Personalization.Gateway.AccessLog;

/// <summary>What the access log calls something that somebody does. The names are stored and may not change.</summary>
/// <param name="Name">The name.</param>
/// <param name="IsRead">Whether it only looks: written soon after, with others. What changes something is written before it is answered.</param>
internal sealed record AccessAct(string Name, bool IsRead)
{
    public static AccessAct ProfileRead { get; } = new("profile.read", IsRead: true);

    public static AccessAct ProfileEvents { get; } = new("profile.events", IsRead: true);

    public static AccessAct ProfileWatch { get; } = new("profile.watch", IsRead: true);

    public static AccessAct ProfileExport { get; } = new("profile.export", IsRead: true);

    /// <summary>Told without whom: the entry has the receipt.</summary>
    public static AccessAct ProfileErase { get; } = new("profile.erase", IsRead: false);

    /// <summary>Two ids are two people after all.</summary>
    public static AccessAct ProfileUnmerge { get; } = new("profile.unmerge", IsRead: false);

    /// <summary>A link to somebody's page was made.</summary>
    public static AccessAct ProfileLink { get; } = new("profile.link", IsRead: false);

    /// <summary>Somebody was pinned to a region.</summary>
    public static AccessAct ProfilePin { get; } = new("profile.pin", IsRead: false);

    public static AccessAct TransferOut { get; } = new("profile.transfer_out", IsRead: true);

    public static AccessAct TransferIn { get; } = new("profile.transfer_in", IsRead: false);

    public static AccessAct DecisionRead { get; } = new("decision.read", IsRead: true);

    public static AccessAct DecisionExplain { get; } = new("decision.explain", IsRead: true);

    public static AccessAct LettersRead { get; } = new("dead_letters.read", IsRead: true);

    public static AccessAct LettersRetry { get; } = new("dead_letters.retry", IsRead: false);

    public static AccessAct FindingsRead { get; } = new("replay.findings", IsRead: true);

    public static AccessAct ReplayStart { get; } = new("replay.start", IsRead: false);

    public static AccessAct ReplayCancel { get; } = new("replay.cancel", IsRead: false);

    public static AccessAct ReplayResume { get; } = new("replay.resume", IsRead: false);

    public static AccessAct KeysCreate { get; } = new("keys.create", IsRead: false);

    public static AccessAct KeysRevoke { get; } = new("keys.revoke", IsRead: false);

    public static AccessAct CatalogPublish { get; } = new("catalog.publish", IsRead: false);

    public static AccessAct CatalogActivate { get; } = new("catalog.activate", IsRead: false);

    public static AccessAct LogRead { get; } = new("access_log.read", IsRead: true);
}
