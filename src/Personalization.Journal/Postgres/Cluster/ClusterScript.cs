using System.Text;

namespace Personalization.Journal.Postgres.Cluster;

/// <summary>Writes migrations as one script for people who run no programs of others on their databases.</summary>
internal static class ClusterScript
{
    /// <summary>The script: all steps in one transaction, each left out where it was applied before.</summary>
    public static string Write(SchemaName schema, IReadOnlyList<Migration> steps)
    {
        var script = new StringBuilder().Append(
            $"""
            -- Run it with: psql --set ON_ERROR_STOP=1 --file <this file> <database>
            BEGIN;
            SELECT pg_advisory_xact_lock(hashtextextended('{schema.Name} migrations', 0));
            CREATE SCHEMA IF NOT EXISTS {schema};
            CREATE TABLE IF NOT EXISTS {schema}.schema_migrations (number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied timestamptz NOT NULL);

            """);
        foreach (var step in steps)
        {
            script.Append(
                $"""

                DO $migration$ BEGIN
                IF NOT EXISTS (SELECT FROM {schema}.schema_migrations WHERE number = {step.Number}) THEN
                EXECUTE $step$
                {step.ScriptFor(schema).TrimEnd()}
                $step$;
                INSERT INTO {schema}.schema_migrations (number, name, checksum, applied) VALUES ({step.Number}, '{step.Name}', '{step.Checksum}', now());
                END IF;
                END $migration$;

                """);
        }

        return script.Append("\nCOMMIT;\n").ToString();
    }
}
