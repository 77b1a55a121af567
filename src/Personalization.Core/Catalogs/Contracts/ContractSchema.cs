using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>A compiled JSON Schema (draft 2020-12) that the properties of an event must satisfy.</summary>
/// <remarks>
/// Specification: https://json-schema.org/draft/2020-12/json-schema-validation. All of it but references to other documents and
/// <c>$dynamicRef</c>. Numbers are what events hold: integers of 64 bits, and doubles as the shortest decimals that stand for them.
/// </remarks>
public abstract class ContractSchema
{
    /// <summary>The schema that any value satisfies.</summary>
    public static ContractSchema Anything { get; } = new SchemaNode();

    /// <summary>The keywords that contracts may use; any other is a problem.</summary>
    public static IReadOnlyList<string> Keywords => KeywordNames.All;

    /// <summary>The types that a value may have, as far as the <c>type</c> keyword says.</summary>
    public abstract SchemaTypes Types { get; }

    /// <summary>The names under <c>properties</c>, in their order; empty where none are declared.</summary>
    public abstract IEnumerable<string> DeclaredProperties { get; }

    /// <summary>All names that the schema and its branches give to properties of the value itself.</summary>
    public abstract NamedFields Named { get; }

    /// <summary>The <c>description</c> annotation; empty where there is none.</summary>
    public abstract string Description { get; }

    /// <summary>Compiles a contract: a map of keywords, or a bool.</summary>
    /// <param name="schema">The schema as a value.</param>
    /// <param name="problems">Receives what is wrong with the schema; paths are JSON pointers into it.</param>
    /// <returns>The compiled schema, or null where there was any problem.</returns>
    public static ContractSchema? Compile(in Value schema, ICollection<Problem> problems) => Compile(schema, SchemaDialect.Contract, problems);

    /// <summary>Compiles a schema as a dialect reads it.</summary>
    /// <param name="schema">The schema as a value.</param>
    /// <param name="dialect">What becomes of unknown keywords and of formats.</param>
    /// <param name="problems">Receives what is wrong with the schema; paths are JSON pointers into it.</param>
    /// <returns>The compiled schema, or null where there was any problem.</returns>
    public static ContractSchema? Compile(in Value schema, SchemaDialect dialect, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        ArgumentNullException.ThrowIfNull(problems);
        return new SchemaCompiler(schema, dialect, problems).Compile();
    }

    /// <summary>Checks a value and adds its violations, at most <paramref name="problemsMax"/>, with JSON pointers below <paramref name="path"/>.</summary>
    /// <returns>Whether nothing was violated; then nothing was allocated either.</returns>
    public abstract bool Check(in Value value, string path, ICollection<Problem> problems, int problemsMax = Limits.ContractProblemsMax);

    /// <summary>The schema of a property by its name: the declared one, else that of additional properties; null where there is neither.</summary>
    public abstract ContractSchema? Property(string name);

    /// <summary>The schema of the items of a list, or null where none is given.</summary>
    public abstract ContractSchema? Items { get; }
}
