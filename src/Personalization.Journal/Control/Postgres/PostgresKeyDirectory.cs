using Personalization.Journal.Postgres;

namespace Personalization.Journal.Control.Postgres;

/// <summary>The good keys, as the database told them last. Asks nothing itself.</summary>
internal sealed class PostgresKeyDirectory(PostgresDatabase database, TimeSpan knownFor, TimeProvider clock) : IKeyDirectory
{
    private volatile KeyRing current = new([]);
    private volatile Exception trouble = new TimeoutException("It has not answered for some time.");
    private long confirmedAt = clock.GetTimestamp();

    /// <summary>How long ago the database was asked last whether anything has changed, and answered.</summary>
    public TimeSpan SilentFor => clock.GetElapsedTime(Volatile.Read(ref confirmedAt));

    /// <inheritdoc/>
    /// <exception cref="DatabaseAwayException">The database has been away for too long: some of these keys may have been revoked.</exception>
    public ApiKey? Find(ReadOnlySpan<char> text) =>
        SilentFor <= knownFor ? current.Find(text) : throw database.Away(trouble);

    /// <summary>Takes the keys of now.</summary>
    public void Take(KeyRing keys) => current = keys;

    /// <summary>The database said that nothing had changed until a moment, in the clock's timestamps.</summary>
    public void Confirm(long at) => Volatile.Write(ref confirmedAt, at);

    /// <summary>The database cannot be asked; <see cref="Find"/> says why once that matters.</summary>
    public void Miss(Exception cause) => trouble = cause;
}
