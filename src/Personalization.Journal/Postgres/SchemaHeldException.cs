namespace Personalization.Journal.Postgres;

/// <summary>Another server holds the schema, and this one must be the only one.</summary>
public sealed class SchemaHeldException(string schema, string holder) : IOException(
    $"The schema '{schema}' is held by another server ({holder}). Stop that server, or give this one another database.")
{
    /// <summary>The schema.</summary>
    public string Schema { get; } = schema;
}
