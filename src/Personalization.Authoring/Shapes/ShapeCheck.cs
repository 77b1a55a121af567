using Personalization.Authoring.Sources;
using Personalization.Core;
using Personalization.Core.Catalogs.Contracts;

namespace Personalization.Authoring.Shapes;

/// <summary>Checks the nodes of one file against the published schema and finds the place of every violation.</summary>
internal static class ShapeCheck
{
    /// <summary>Notes every violation.</summary>
    /// <returns>The nodes of definitions that have one; what they mean cannot be read.</returns>
    public static HashSet<SourceNode> Check(SourceNode file, ProblemList problems)
    {
        var violations = new List<Problem>();
        CatalogSchema.Instance.Check(file.ToValue(), "", violations, Limits.ProblemsMax);
        var broken = new HashSet<SourceNode>();
        foreach (var violation in violations)
        {
            var names = JsonPointer.Split(violation.Path);
            var path = NodePath.Find(file, names);
            problems.Add(PlaceOf(violation.Code, path), violation.Code, Describe(violation, path), Hint(violation.Code, names, path));
            broken.Add(path.Definition);
        }

        return broken;
    }

    // A wrong key is the key's fault, a wrong value the value's; a missing key is best shown at the name of what lacks it.
    private static SourcePlace PlaceOf(string code, NodePath path) => code switch
    {
        "unexpected_property" or "bad_property_name" => path.KeyPlace,
        "missing_property" => path.KeyPlace,
        _ => path.Node.Place,
    };

    private static string Describe(Problem violation, NodePath path) => violation.Code switch
    {
        "unexpected_property" => $"`{path.Name}` is not known here.",
        "missing_property" => $"`{JsonPointer.Split(violation.Path)[^1]}` is missing.",
        _ => violation.Message,
    };

    private static string? Hint(string code, string[] names, NodePath path)
    {
        var parent = SchemaAt(names.AsSpan(0, Math.Max(0, names.Length - 1)));
        return code switch
        {
            "unexpected_property" when parent is not null => Suggestion.For(path.Name, parent.DeclaredProperties, "Known here"),
            "wrong_type" when SchemaAt(names) is { Types: SchemaTypes.String } schema && path.Node is { IsMap: false, IsList: false } =>
                path.Node.Scalar.IsNull ? NullIfEmpty(schema.Description) : "Put quotes around it to make it a text.",
            _ => NullIfEmpty(SchemaAt(names)?.Description),
        };
    }

    private static ContractSchema? SchemaAt(ReadOnlySpan<string> names)
    {
        var schema = CatalogSchema.Instance;
        foreach (var name in names)
        {
            var next = schema.Items is { } items && int.TryParse(name, out _) ? items : schema.Property(name);
            if (next is null)
            {
                return null;
            }

            schema = next;
        }

        return schema;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
