namespace Personalization.Journal.Erasures;

/// <summary>Destroys the salts that an erasure left behind in the audit chain: what an audit reports as <c>salt_kept</c>.</summary>
public static class SaltMending
{
    /// <summary>Looks through the folder of a stopped server, or a backup.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Ends it; it can be asked for again.</param>
    /// <returns>How many salts were destroyed.</returns>
    /// <exception cref="FolderLockedException">A server or a backup uses the folder.</exception>
    /// <exception cref="UnfitFolderException">A restore into it is not finished.</exception>
    /// <exception cref="JournalDamagedException">A commit or an archive is damaged.</exception>
    /// <exception cref="Audit.AuditDamagedException">The chain is damaged.</exception>
    public static int Run(string folder, CancellationToken cancellation)
    {
        using var stopped = StoppedFolder.Open(folder);
        var destroyed = stopped.DestroySalts(about: null, cancellation);
        stopped.Finish();
        return destroyed;
    }
}
