using System.Text.RegularExpressions;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>
/// Where a document's <c>$id</c>s and <c>$anchor</c>s stand. Only places that hold schemas count: an <c>$id</c> within an
/// <c>enum</c> or an unknown keyword is data.
/// </summary>
internal sealed partial class SchemaIndex
{
    private readonly Dictionary<string, SchemaResource> byPointer = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaResource> byUri = new(StringComparer.Ordinal);
    private readonly Action<string, string, string> fail;

    /// <summary>Indexes a document.</summary>
    /// <param name="document">The whole schema.</param>
    /// <param name="fail">Receives code, pointer and sentence of every problem.</param>
    public SchemaIndex(in Value document, Action<string, string, string> fail)
    {
        this.fail = fail;
        Root = new SchemaResource("", "", document);
        Walk(document, "", Root, 0);
        Root = byPointer.GetValueOrDefault("", Root);
        byUri.TryAdd(Root.Uri, Root);
    }

    /// <summary>The document itself.</summary>
    public SchemaResource Root { get; }

    /// <summary>The resource that begins at a pointer, or null.</summary>
    public SchemaResource? At(string pointer) => byPointer.GetValueOrDefault(pointer);

    /// <summary>The resource of an absolute name, or null.</summary>
    public SchemaResource? Find(string uri) => byUri.GetValueOrDefault(uri);

    private void Walk(in Value schema, string pointer, SchemaResource resource, int depth)
    {
        if (schema.Kind != ValueKind.Map || depth > Limits.SchemaDepthMax)
        {
            return;
        }

        resource = ReadId(schema, pointer, resource);
        ReadAnchor("$anchor", schema, pointer, resource);
        ReadAnchor("$dynamicAnchor", schema, pointer, resource);
        foreach (var entry in schema.AsMap.Entries)
        {
            var keyword = entry.Key.ToString();
            var path = JsonPointer.Child(pointer, keyword);
            if (KeywordNames.OfSchema.Contains(keyword, StringComparer.Ordinal))
            {
                Walk(entry.Value, path, resource, depth + 1);
            }
            else if (entry.Value.Kind == ValueKind.List && KeywordNames.OfList.Contains(keyword, StringComparer.Ordinal))
            {
                for (var at = 0; at < entry.Value.AsList.Length; at++)
                {
                    Walk(entry.Value.AsList[at], $"{path}/{at}", resource, depth + 1);
                }
            }
            else if (entry.Value.Kind == ValueKind.Map && KeywordNames.OfMap.Contains(keyword, StringComparer.Ordinal))
            {
                foreach (var child in entry.Value.AsMap.Entries)
                {
                    Walk(child.Value, JsonPointer.Child(path, child.Key.ToString()), resource, depth + 1);
                }
            }
        }
    }

    private SchemaResource ReadId(in Value schema, string pointer, SchemaResource resource)
    {
        if (!schema.AsMap.TryGet("$id", out var id))
        {
            return resource;
        }

        var path = JsonPointer.Child(pointer, "$id");
        if (id.Kind != ValueKind.String || SchemaUri.Split(id.AsString).Fragment?.Length > 0)
        {
            fail("bad_schema", path, "Must be a URI without a fragment.");
            return resource;
        }

        var own = new SchemaResource(SchemaUri.Resolve(resource.Uri, SchemaUri.Split(id.AsString).Document), pointer, schema);
        byPointer.Add(pointer, own);
        if (!byUri.TryAdd(own.Uri, own))
        {
            fail("duplicate_id", path, $"`{own.Uri}` names another part of this document already.");
        }

        return own;
    }

    private void ReadAnchor(string keyword, in Value schema, string pointer, SchemaResource resource)
    {
        if (!schema.AsMap.TryGet(keyword, out var anchor))
        {
            return;
        }

        var path = JsonPointer.Child(pointer, keyword);
        if (anchor.Kind != ValueKind.String || !AnchorName().IsMatch(anchor.AsString))
        {
            fail("bad_schema", path, "Must be a letter or `_`, then letters, digits, `-`, `.` and `_`.");
        }
        else if (!resource.Anchors.TryAdd(anchor.AsString, (pointer, schema)))
        {
            fail("duplicate_id", path, $"`#{anchor.AsString}` names another part of this document already.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][-A-Za-z0-9._]*\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex AnchorName();
}
