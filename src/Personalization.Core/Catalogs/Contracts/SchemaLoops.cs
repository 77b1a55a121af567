using Personalization.Core.Catalogs.Contracts.Keywords;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Finds references that lead back to themselves without stepping into the data: a check of those would never end.</summary>
internal static class SchemaLoops
{
    /// <summary>The pointer of a reference on a loop, or null where there is none.</summary>
    public static string? Find(IReadOnlyCollection<SchemaNode> nodes)
    {
        // What asks no unsettled schema about the same value is settled; what is never settled leads to a loop.
        var children = nodes.ToDictionary(node => node, node => node.AllKeywords.SelectMany(keyword => keyword.InPlace).Distinct().ToList());
        var askers = nodes.ToDictionary(node => node, _ => new List<SchemaNode>());
        var unsettled = new Dictionary<SchemaNode, int>();
        foreach (var (node, asked) in children)
        {
            asked.RemoveAll(child => !askers.ContainsKey(child));
            asked.ForEach(child => askers[child].Add(node));
            unsettled[node] = asked.Count;
        }

        var settled = new Queue<SchemaNode>(nodes.Where(node => unsettled[node] == 0));
        while (settled.TryDequeue(out var node))
        {
            foreach (var asker in askers[node].Where(asker => --unsettled[asker] == 0))
            {
                settled.Enqueue(asker);
            }
        }

        return nodes.FirstOrDefault(node => unsettled[node] > 0) is { } start ? Follow(start, node => children[node].First(child => unsettled[child] > 0)) : null;
    }

    private static string Follow(SchemaNode start, Func<SchemaNode, SchemaNode> next)
    {
        var passed = new HashSet<SchemaNode>();
        var node = start;
        while (passed.Add(node))
        {
            node = next(node);
        }

        // A loop within one document goes through a reference somewhere.
        while (!node.AllKeywords.Any(keyword => keyword is RefKeyword))
        {
            node = next(node);
        }

        return JsonPointer.Child(node.Pointer, "$ref");
    }
}
