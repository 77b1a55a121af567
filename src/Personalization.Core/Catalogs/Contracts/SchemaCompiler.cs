using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Turns a schema document into schema nodes, one per pointer, so that references may form loops over data.</summary>
internal sealed class SchemaCompiler(Value document, ICollection<Problem> problems)
{
    private readonly Dictionary<string, SchemaNode> nodes = new(StringComparer.Ordinal);
    private bool failed;

    /// <summary>Compiles the whole document; null where it has problems.</summary>
    public SchemaNode? Compile()
    {
        var root = CompileAt(document, "", 0);
        foreach (var (pointer, node) in nodes)
        {
            if (LeadsBackToItself(node))
            {
                Fail("reference_loop", JsonPointer.Child(pointer, "$ref"), "The reference leads back to itself without looking at any data.");
            }
        }

        return failed ? null : root;
    }

    /// <summary>Compiles the subschema at a pointer, or returns the one that was compiled there before.</summary>
    public SchemaNode CompileAt(in Value schema, string pointer, int depth)
    {
        if (nodes.TryGetValue(pointer, out var known))
        {
            return known;
        }

        var node = new SchemaNode();
        nodes.Add(pointer, node);
        if (schema.Kind == ValueKind.Bool)
        {
            node.Fill(schema.AsBool ? SchemaTypes.Any : SchemaTypes.None, []);
        }
        else if (schema.Kind != ValueKind.Map)
        {
            Fail("bad_schema", pointer, "A schema is an object of keywords, or true or false.");
        }
        else if (depth >= Limits.SchemaDepthMax)
        {
            Fail("too_deep", pointer, $"Schemas nest at most {Limits.SchemaDepthMax} deep.");
        }
        else
        {
            FillNode(node, new KeywordReader(this, schema.AsMap, pointer, depth));
        }

        return node;
    }

    /// <summary>Resolves a reference within the document; null and a problem where it names nothing.</summary>
    public SchemaNode? Resolve(string reference, string pointer, int depth)
    {
        if (!reference.StartsWith('#') || (reference.Length > 1 && reference[1] != '/'))
        {
            Fail("unsupported_reference", pointer, $"`{reference}` is not a pointer into this document, such as `#/$defs/name`.");
            return null;
        }

        var target = document;
        var targetPointer = Uri.UnescapeDataString(reference[1..]);
        foreach (var name in JsonPointer.Split(targetPointer))
        {
            if (!TryStep(target, name, out target))
            {
                Fail("unknown_reference", pointer, $"`{reference}` names nothing in this document.");
                return null;
            }
        }

        return CompileAt(target, targetPointer, depth + 1);
    }

    /// <summary>Notes a problem of the document.</summary>
    public void Fail(string code, string pointer, string message)
    {
        failed = true;
        problems.Add(new Problem(code, pointer, message));
    }

    private static void FillNode(SchemaNode node, KeywordReader reader)
    {
        var types = SchemaTypes.Any;
        var keywords = new List<Keyword>();
        foreach (var entry in reader.Entries)
        {
            if (entry.Key.Kind == ValueKind.String && entry.Key.AsString == "type")
            {
                types = reader.ReadTypes(entry.Value);
            }
            else if (reader.Read(entry.Key.ToString(), entry.Value) is { } keyword)
            {
                keywords.Add(keyword);
            }
        }

        node.Fill(types, [.. keywords], reader.ReadDescription());
    }

    private bool LeadsBackToItself(SchemaNode node)
    {
        var next = node.Reference;
        for (var steps = 0; next is not null && steps <= nodes.Count; steps++)
        {
            if (next == node)
            {
                return true;
            }

            next = next.Reference;
        }

        return false;
    }

    private static bool TryStep(in Value from, string name, out Value target)
    {
        if (from.Kind == ValueKind.Map)
        {
            return from.AsMap.TryGet(name, out target);
        }

        var isIndex = from.Kind == ValueKind.List & int.TryParse(name, out var at);
        var found = isIndex && at >= 0 && at < from.AsList.Length;
        target = found ? from.AsList[at] : default;
        return found;
    }
}
