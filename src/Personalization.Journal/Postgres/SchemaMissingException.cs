namespace Personalization.Journal.Postgres;

/// <summary>A database in which a journal was to be read holds none.</summary>
/// <param name="database">The database's name.</param>
/// <param name="schema">The schema's name.</param>
/// <param name="isThere">Whether there is such a schema, of somebody else.</param>
public sealed class SchemaMissingException(string database, string schema, bool isThere) : IOException(isThere
    ? $"The schema '{schema}' of the database '{database}' holds no journal."
    : $"The database '{database}' has no schema '{schema}': it is no journal.");
