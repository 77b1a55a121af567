namespace Personalization.Journal.Control.Sqlite;

/// <summary>Finds the key that a client presents without touching the disk, and looks for changes now and then while it is asked.</summary>
internal sealed class KeyDirectory : IKeyDirectory
{
    private readonly Lock refreshing = new();
    private readonly KeyTable keys;
    private readonly ControlFileChanges file;
    private readonly TimeProvider clock;
    private volatile Snapshot current;
    private long checkedAt;

    public KeyDirectory(KeyTable keys, ControlFileChanges file, TimeProvider clock)
    {
        this.keys = keys;
        this.file = file;
        this.clock = clock;
        checkedAt = clock.GetTimestamp();
        current = Load();
    }

    /// <inheritdoc/>
    public ApiKey? Find(ReadOnlySpan<char> text)
    {
        Refresh();
        return current.Keys.Find(text);
    }

    private void Refresh()
    {
        var changed = current.Changes != keys.Changes;
        if (!changed && clock.GetElapsedTime(Volatile.Read(ref checkedAt)) < Limits.ControlCheckInterval)
        {
            return;
        }

        lock (refreshing)
        {
            if (current.Changes != keys.Changes || current.FileVersion != file.FileVersion())
            {
                current = Load();
            }

            Volatile.Write(ref checkedAt, clock.GetTimestamp());
        }
    }

    private Snapshot Load()
    {
        // Both numbers are taken before the keys, so a change in between leads to one load too many, never to one too few.
        var (changes, version) = (keys.Changes, file.FileVersion());
        return new Snapshot(changes, version, new KeyRing(keys.Good()));
    }

    private sealed record Snapshot(long Changes, long FileVersion, KeyRing Keys);
}
