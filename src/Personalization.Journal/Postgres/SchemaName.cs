using System.Text.RegularExpressions;

namespace Personalization.Journal.Postgres;

/// <summary>The name of the schema that holds the journal, checked, so that it can stand in statements.</summary>
internal sealed partial class SchemaName
{
    /// <exception cref="ArgumentException">The name has other letters or is too long for PostgreSQL.</exception>
    public SchemaName(string name)
    {
        if (!Shape.IsMatch(name))
        {
            throw new ArgumentException($"'{name}' cannot name a schema: use 1 to 63 of a to z, 0 to 9 and _, beginning with a letter.", nameof(name));
        }

        Name = name;
    }

    /// <summary>The bare name.</summary>
    public string Name { get; }

    /// <summary>The name as statements write it.</summary>
    public override string ToString() => $"\"{Name}\"";

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape { get; }
}
