using Personalization.Core.Catalogs.Contracts.Keywords;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>
/// Looks at the schemas that ask each other about the same value: a loop among them would never end, and a long chain would
/// recurse too deep.
/// </summary>
internal static class SchemaLoops
{
    /// <summary>The first problem, or null.</summary>
    public static Problem? Find(IReadOnlyCollection<SchemaNode> nodes)
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
        var lengths = nodes.ToDictionary(node => node, _ => 0);
        while (settled.TryDequeue(out var node))
        {
            foreach (var asker in askers[node])
            {
                lengths[asker] = Math.Max(lengths[asker], lengths[node] + 1);
                if (--unsettled[asker] == 0)
                {
                    settled.Enqueue(asker);
                }
            }
        }

        if (nodes.FirstOrDefault(node => unsettled[node] > 0) is { } start)
        {
            var pointer = Follow(start, node => children[node].First(child => unsettled[child] > 0));
            return new Problem("reference_loop", pointer, "The reference leads back to itself without looking at any data.");
        }

        return nodes.FirstOrDefault(node => lengths[node] >= Limits.SchemaDepthMax) is { } chain
            ? new Problem("too_deep", chain.Pointer, $"More than {Limits.SchemaDepthMax} schemas refer to one another about the same value.")
            : null;
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
