namespace Personalization.Journal.Postgres;

/// <summary>While this server, which must be the only one on its schema, was cut off from the database, another one appended to it: what this one remembers is out of date.</summary>
public sealed class SchemaTakenException(string schema) : InvalidOperationException(
    $"Another server has appended to the schema '{schema}' while this one was cut off from it. Start this server again, so that it reads what is there now.")
{
    /// <summary>The schema.</summary>
    public string Schema { get; } = schema;
}
