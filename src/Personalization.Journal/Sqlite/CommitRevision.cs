namespace Personalization.Journal.Sqlite;

/// <summary>Counts how often stored commits were written again, so that readers drop what they keep of them.</summary>
internal sealed class CommitRevision
{
    private long current;

    /// <summary>The number of the last time.</summary>
    public long Current => Volatile.Read(ref current);

    /// <summary>Says that commits were written again.</summary>
    public void Advance() => Interlocked.Increment(ref current);
}
