namespace Personalization.Journal.Control.Sqlite;

/// <summary>Looks whether <c>control.db</c> has changed. SQLite tells nobody, so it is asked again and again.</summary>
internal sealed class ControlFileChanges(ControlConnection watch, TimeProvider clock) : IControlChanges
{
    /// <summary>Another number, never 0, whenever another connection has written to the file, of this process or another one.</summary>
    public long FileVersion() => watch.Number("PRAGMA data_version");

    /// <inheritdoc/>
    public async ValueTask<long> Next(long seen, CancellationToken cancellation)
    {
        if (FileVersion() is var first && first != seen)
        {
            return first;
        }

        using var timer = new PeriodicTimer(Limits.ControlCheckInterval, clock);
        while (await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false))
        {
            if (FileVersion() is var version && version != seen)
            {
                return version;
            }
        }

        throw new InvalidOperationException("The timer has ended without having been disposed of.");
    }
}
