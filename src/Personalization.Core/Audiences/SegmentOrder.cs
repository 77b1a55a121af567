using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Which segments read which, and whether that ends: cycles, chains that are too deep and trees that are too wide are problems.</summary>
internal sealed class SegmentOrder
{
    private readonly Catalog catalog;
    private readonly Dictionary<(SubjectSide Of, string Id), int> slots = [];
    private readonly (int Slot, SourceSpan Span)[][] uses;
    private readonly int[] depths;
    private readonly long[] reads;
    private readonly ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)>.Builder problems =
        ImmutableArray.CreateBuilder<(int, ExpressionProblem)>();

    private SegmentOrder(Catalog catalog)
    {
        this.catalog = catalog;
        for (var slot = 0; slot < catalog.Segments.Length; slot++)
        {
            slots.TryAdd((catalog.Segments[slot].Of, catalog.Segments[slot].Id), slot);
        }

        uses = [.. catalog.Segments.Select(segment => UsesOf(segment.When).ToArray())];
        depths = new int[uses.Length];
        reads = new long[uses.Length];
    }

    /// <summary>What is wrong, by slot.</summary>
    public static ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)> Check(Catalog catalog)
    {
        var order = new SegmentOrder(catalog);
        order.Settle();
        return order.problems.ToImmutable();
    }

    /// <summary>Goes through the segments in an order in which what is read comes first, as far as there is one.</summary>
    private void Settle()
    {
        var waiting = uses.Select(own => own.Length).ToArray();
        var readers = Enumerable.Range(0, uses.Length)
            .SelectMany(slot => uses[slot].Select(use => (use.Slot, Reader: slot)))
            .ToLookup(use => use.Slot, use => use.Reader);
        Follow(Enumerable.Range(0, uses.Length).Where(slot => waiting[slot] == 0));
        var circular = Enumerable.Range(0, uses.Length)
            .Where(slot => waiting[slot] > 0)
            .Select(slot => (Slot: slot, Cycle: CycleOf(slot)))
            .Where(found => found.Cycle is not null)
            .ToArray();
        foreach (var (slot, cycle) in circular)
        {
            var path = string.Join(" → ", cycle!.Prepend(slot).Select(at => catalog.Segments[at].Id));
            Report(slot, uses[slot].First(use => use.Slot == cycle![0]).Span, $"the segment depends on itself: {path}");
            waiting[slot] = -1;
        }

        // What only reads a cycle is judged as if the cycle were not there.
        Follow(circular.Select(found => found.Slot));

        void Follow(IEnumerable<int> settled)
        {
            var queue = new Queue<int>(settled);
            while (queue.TryDequeue(out var slot))
            {
                Weigh(slot);
                foreach (var reader in readers[slot])
                {
                    if (--waiting[reader] == 0)
                    {
                        queue.Enqueue(reader);
                    }
                }
            }
        }
    }

    private void Weigh(int slot)
    {
        var deepest = uses[slot].OrderByDescending(use => depths[use.Slot]).FirstOrDefault();
        var depth = uses[slot].Length == 0 ? 1 : depths[deepest.Slot] + 1;
        var read = 1 + uses[slot].Sum(use => reads[use.Slot]);
        if (depth > Limits.SegmentDepthMax)
        {
            Report(slot, deepest.Span, $"segments read each other at most {Limits.SegmentDepthMax} deep");
        }
        else if (read > Limits.SegmentReadsMax)
        {
            Report(slot, deepest.Span, $"with those that they read, this asks for {read} segments; {Limits.SegmentReadsMax} are the most");
        }
        else
        {
            (depths[slot], reads[slot]) = (depth, read);
        }
    }

    /// <summary>The shortest way from a segment back to itself, without its beginning; null for none.</summary>
    private List<int>? CycleOf(int start)
    {
        var cameFrom = new Dictionary<int, int>();
        var queue = new Queue<int>([start]);
        while (queue.TryDequeue(out var slot))
        {
            foreach (var (next, _) in uses[slot])
            {
                if (cameFrom.TryAdd(next, slot) && next != start)
                {
                    queue.Enqueue(next);
                }
            }
        }

        if (!cameFrom.TryGetValue(start, out var last))
        {
            return null;
        }

        var path = new List<int> { start };
        for (var at = last; at != start; at = cameFrom[at])
        {
            path.Insert(0, at);
        }

        return path;
    }

    private IEnumerable<(int Slot, SourceSpan Span)> UsesOf(string when)
    {
        foreach (var path in PathUse.FindAll(when))
        {
            if (path.Names is [var side and ("user" or "account"), "segments", var id, ..])
            {
                if (slots.TryGetValue((side == "user" ? SubjectSide.User : SubjectSide.Account, id), out var slot))
                {
                    yield return (slot, path.Span);
                }
            }
        }
    }

    private void Report(int slot, SourceSpan span, string message) => problems.Add((slot, new ExpressionProblem(span, message)));
}
