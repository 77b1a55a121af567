using System.Globalization;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Turns a schema document into schema nodes, one per pointer, so that references may form loops over data.</summary>
internal sealed class SchemaCompiler
{
    private readonly Dictionary<string, SchemaNode> nodes = new(StringComparer.Ordinal);
    private readonly Value document;
    private readonly ICollection<Problem> problems;
    private readonly SchemaIndex index;
    private bool failed;

    /// <summary>Prepares to compile a document.</summary>
    public SchemaCompiler(in Value document, SchemaDialect dialect, ICollection<Problem> problems)
    {
        this.document = document;
        this.problems = problems;
        Dialect = dialect;
        index = new SchemaIndex(document, Fail);
    }

    /// <summary>How the document is read.</summary>
    public SchemaDialect Dialect { get; }

    /// <summary>Compiles the whole document; null where it has problems.</summary>
    public SchemaNode? Compile()
    {
        var root = CompileAt(document, "", index.Root, 0);
        if (!failed && SchemaLoops.Find(nodes.Values) is { } problem)
        {
            Fail(problem.Code, problem.Path, problem.Message);
        }

        return failed ? null : root;
    }

    /// <summary>Compiles the subschema at a pointer, or returns the one that was compiled there before.</summary>
    /// <param name="schema">The subschema.</param>
    /// <param name="pointer">Where it stands in the document.</param>
    /// <param name="around">The resource around it; its own <c>$id</c> comes first.</param>
    /// <param name="depth">How deep it nests, references included.</param>
    public SchemaNode CompileAt(in Value schema, string pointer, SchemaResource around, int depth)
    {
        if (nodes.TryGetValue(pointer, out var known))
        {
            return known;
        }

        var node = new SchemaNode(pointer, Dialect.StepsMax);
        nodes.Add(pointer, node);
        if (schema.Kind == ValueKind.Bool)
        {
            node.Fill(schema, schema.AsBool ? SchemaTypes.Any : SchemaTypes.None, []);
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
            new KeywordReader(new SchemaPlace(this, schema.AsMap, pointer, index.At(pointer) ?? around, depth)).Fill(node, schema);
        }

        return node;
    }

    /// <summary>Takes in a schema that stands for one keyword, so that loops through it are found.</summary>
    public void Adopt(SchemaNode node) => nodes.TryAdd(node.Pointer, node);

    /// <summary>Resolves a reference within the document; null and a problem where it names nothing.</summary>
    public SchemaNode? Resolve(string reference, SchemaPlace from)
    {
        var (name, fragment) = SchemaUri.Split(reference);
        var uri = SchemaUri.Resolve(from.Resource.Uri, name);
        if ((name.Length == 0 ? from.Resource : index.Find(uri)) is not { } resource)
        {
            if (uri == KeywordNames.Dialect && string.IsNullOrEmpty(fragment))
            {
                return MetaSchema.Instance;
            }

            from.Fail("$ref", "unsupported_reference", $"`{reference}` is no part of this document; write a pointer such as `#/$defs/name`.");
            return null;
        }

        if (string.IsNullOrEmpty(fragment))
        {
            return CompileAt(resource.Root, resource.Pointer, resource, from.Depth + 1);
        }

        fragment = Uri.UnescapeDataString(fragment);
        if (fragment[0] == '/' && Follow(resource, fragment) is var (pointer, target, around))
        {
            return CompileAt(target, pointer, around, from.Depth + 1);
        }

        if (fragment[0] != '/' && resource.Anchors.TryGetValue(fragment, out var anchor))
        {
            return CompileAt(anchor.Schema, anchor.Pointer, resource, from.Depth + 1);
        }

        from.Fail("$ref", "unknown_reference", $"`{reference}` names nothing in this document.");
        return null;
    }

    /// <summary>Notes a problem of the document.</summary>
    public void Fail(string code, string pointer, string message)
    {
        failed = true;
        problems.Add(new Problem(code, pointer, message));
    }

    private (string Pointer, Value Target, SchemaResource Around)? Follow(SchemaResource resource, string fragment)
    {
        var (target, pointer) = (resource.Root, resource.Pointer);
        foreach (var name in JsonPointer.Split(fragment))
        {
            if (!TryStep(target, name, out target))
            {
                return null;
            }

            pointer = JsonPointer.Child(pointer, name);
            resource = index.At(pointer) ?? resource;
        }

        return (pointer, target, resource);
    }

    private static bool TryStep(in Value from, string name, out Value target)
    {
        if (from.Kind == ValueKind.Map)
        {
            return from.AsMap.TryGet(name, out target);
        }

        var isIndex = from.Kind == ValueKind.List & int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && (name.Length == 1 || name[0] != '0');
        var found = isIndex && at >= 0 && at < from.AsList.Length;
        target = found ? from.AsList[at] : default;
        return found;
    }
}
