namespace Personalization.Journal.Control.Sqlite;

/// <summary>The tables of <c>control.db</c>.</summary>
internal static class ControlSchema
{
    private const long FormatVersion = 3, WithRegions = 2;

    /// <summary>Makes the tables where they are missing. Throws <see cref="InvalidDataException"/> on a file of a newer program.</summary>
    public static void Create(ControlConnection connection)
    {
        if (connection.Number("PRAGMA user_version") is var version && version > FormatVersion)
        {
            throw new InvalidDataException($"control.db has the format {version}; this program knows {FormatVersion}. Use a newer program.");
        }

        connection.Write(Migrate);
    }

    private static int Migrate(ControlConnection db)
    {
        db.Execute(
            """
            CREATE TABLE IF NOT EXISTS tenants (id TEXT PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS keys (
                id TEXT PRIMARY KEY, hash BLOB NOT NULL UNIQUE, tenant TEXT NOT NULL, scopes INTEGER NOT NULL,
                label TEXT NOT NULL, created INTEGER NOT NULL, revoked INTEGER);
            CREATE TABLE IF NOT EXISTS catalogs (
                tenant TEXT NOT NULL, hash TEXT NOT NULL, bundle BLOB NOT NULL, published INTEGER NOT NULL, active INTEGER NOT NULL,
                PRIMARY KEY (tenant, hash));
            CREATE TABLE IF NOT EXISTS catalog_activations (
                id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, hash TEXT NOT NULL, activated INTEGER NOT NULL, key TEXT NOT NULL, forced INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS catalog_activations_by_tenant ON catalog_activations (tenant, id);
            CREATE TABLE IF NOT EXISTS dead_letters (
                id INTEGER PRIMARY KEY AUTOINCREMENT, tenant TEXT NOT NULL, received INTEGER NOT NULL, message_id TEXT, code TEXT NOT NULL,
                path TEXT NOT NULL, message TEXT NOT NULL, raw TEXT NOT NULL, cut INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS dead_letters_by_tenant ON dead_letters (tenant, id);
            CREATE TABLE IF NOT EXISTS dead_letter_counts (tenant TEXT PRIMARY KEY, kept INTEGER NOT NULL, dropped INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS access_log (
                id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, tenant TEXT NOT NULL, caller TEXT NOT NULL, caller_name TEXT, actor TEXT,
                act TEXT NOT NULL, subject_kind INTEGER, subject_id TEXT, about TEXT, status TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS access_log_by_tenant ON access_log (tenant, id);
            CREATE INDEX IF NOT EXISTS access_log_by_subject ON access_log (tenant, subject_id, id) WHERE subject_id IS NOT NULL;
            CREATE INDEX IF NOT EXISTS access_log_by_time ON access_log (at);
            """);

        // Before 3 nobody wrote down who reads what: a program that does not know of it would leave people in there whom it erases. Before 2 no tenant belonged to any region. A program that does not know of it may not open the file: it would store what is not to be stored here.
        if (db.Number("PRAGMA user_version") < WithRegions)
        {
            db.Execute("ALTER TABLE tenants ADD COLUMN region TEXT");
        }

        return db.Execute($"PRAGMA user_version={FormatVersion}");
    }
}
