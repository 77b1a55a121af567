using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>A schema object under compilation, and where it stands.</summary>
/// <param name="Compiler">Compiles what is below it.</param>
/// <param name="Schema">Its keywords as they are written.</param>
/// <param name="Pointer">Where it stands in the document.</param>
/// <param name="Resource">What its references are seen from.</param>
/// <param name="Depth">How deep it nests.</param>
internal sealed record SchemaPlace(SchemaCompiler Compiler, ValueMap Schema, string Pointer, SchemaResource Resource, int Depth)
{
    /// <summary>Notes a problem of a keyword.</summary>
    public void Fail(string keyword, string code, string message) => Compiler.Fail(code, JsonPointer.Child(Pointer, keyword), message);

    /// <summary>Notes that the value of a keyword is not what the keyword takes.</summary>
    public void Refuse(string keyword) => Fail(keyword, "bad_schema", $"The value of `{keyword}` is not what the keyword takes.");

    /// <summary>Compiles the schema that a keyword holds.</summary>
    public SchemaNode Child(string keyword, in Value schema) =>
        Compiler.CompileAt(schema, JsonPointer.Child(Pointer, keyword), Resource, Depth + 1);

    /// <summary>Compiles the schema of a keyword that is there, or returns null.</summary>
    public SchemaNode? ChildOf(string keyword) => Schema.TryGet(keyword, out var schema) ? Child(keyword, schema) : null;

    /// <summary>Compiles the list of schemas that a keyword holds; none and a problem where it is no list, or an empty one.</summary>
    public SchemaNode[] Children(string keyword, in Value schemas)
    {
        if (schemas.Kind != ValueKind.List || schemas.AsList.Length == 0)
        {
            Fail(keyword, "bad_schema", "Must be a list of schemas that is not empty.");
            return [];
        }

        var children = new SchemaNode[schemas.AsList.Length];
        for (var at = 0; at < children.Length; at++)
        {
            children[at] = Compiler.CompileAt(schemas.AsList[at], $"{JsonPointer.Child(Pointer, keyword)}/{at}", Resource, Depth + 1);
        }

        return children;
    }

    /// <summary>Compiles one schema of the map that a keyword holds.</summary>
    public SchemaNode Named(string keyword, string name, in Value schema) =>
        Compiler.CompileAt(schema, JsonPointer.Child(JsonPointer.Child(Pointer, keyword), name), Resource, Depth + 1);

    /// <summary>Compiles the map of schemas that a keyword holds; none and a problem where it is no map.</summary>
    public KeyValuePair<string, SchemaNode>[] NamedChildren(string keyword, in Value schemas)
    {
        if (schemas.Kind != ValueKind.Map)
        {
            Refuse(keyword);
            return [];
        }

        var children = new List<KeyValuePair<string, SchemaNode>>(schemas.AsMap.Count);
        foreach (var entry in schemas.AsMap.Entries)
        {
            var name = entry.Key.ToString();
            children.Add(new(name, Named(keyword, name, entry.Value)));
        }

        return [.. children];
    }

    /// <summary>Reads a list of names; null and a problem where it is none.</summary>
    public string[]? Names(string keyword, in Value names)
    {
        var read = new List<string>();
        foreach (ref readonly var name in names.Kind == ValueKind.List ? names.AsList : [])
        {
            if (name.Kind == ValueKind.String)
            {
                read.Add(name.AsString);
            }
        }

        if (names.Kind == ValueKind.List && read.Count == names.AsList.Length)
        {
            return [.. read];
        }

        Fail(keyword, "bad_schema", "Must be a list of property names.");
        return null;
    }
}
