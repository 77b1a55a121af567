using Npgsql;

namespace Personalization.Journal.Postgres.Cluster;

/// <summary>Looks whether silos find what they need.</summary>
internal sealed class ClusterCheck(SchemaName schema, IReadOnlyList<Migration> steps)
{
    private const string Init = "Run `personalize cluster init`.";

    private static readonly string[] Tables = ["orleansquery", "orleansmembershipversiontable", "orleansmembershiptable", "orleansstorage"];

    /// <summary>A sentence for each thing that is missing.</summary>
    public async Task<IReadOnlyList<string>> Run(NpgsqlConnection connection, CancellationToken cancellation)
    {
        int applied;
        try
        {
            applied = await new Migrations(schema, steps).CountApplied(connection, cancellation);
        }
        catch (InvalidDataException other)
        {
            return [other.Message];
        }

        if (applied < steps.Count)
        {
            return [.. steps.Skip(applied).Select(step => $"The script {step.Name} was not run on the schema '{schema.Name}'. {Init}")];
        }

        var missing = new List<string>();
        foreach (var table in Tables)
        {
            if (await Ask(connection, table, cancellation) is { } sentence)
            {
                missing.Add(sentence);
            }
        }

        return missing;
    }

    private async Task<string?> Ask(NpgsqlConnection connection, string table, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(
            "SELECT to_regclass($1) IS NOT NULL, coalesce(has_table_privilege(to_regclass($1), 'SELECT') AND (has_table_privilege(to_regclass($1), 'INSERT, UPDATE, DELETE') OR $2), false)",
            connection)
        {
            Parameters = { new() { Value = $"{schema.Name}.{table}" }, new() { Value = table == Tables[0] } },
        };
        await using var row = await ask.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return !row.GetBoolean(0) ? $"The table {schema.Name}.{table} is gone, although its script was run. Restore it, or drop the schema and run `personalize cluster init` while no silo runs."
            : !row.GetBoolean(1) ? $"This role may not use the table {schema.Name}.{table} as silos do. Connect as the role of the silos, or let it own the schema."
            : null;
    }
}
