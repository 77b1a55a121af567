using System.Globalization;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>
/// Proves that whatever satisfies a premise satisfies a schema. What is not proven is a finding, so that no finding means proof.
/// </summary>
/// <remarks>
/// Recursive schemas are compared by assuming what is being proven: values are finite, and a schema comes back to itself only below
/// a member of the value. An assumption counts only within its own proof, and finished proofs are not remembered.
/// </remarks>
internal sealed class Comparison
{
    private readonly HashSet<string> assumed = new(StringComparer.Ordinal);
    private readonly Dictionary<SchemaNode, int> numbers = [];
    private int stepsLeft = Limits.CompatibilityStepsMax;

    /// <summary>What could not be proven so far.</summary>
    public List<Problem> Findings { get; private set; } = [];

    /// <summary>Compares; findings are added.</summary>
    public void Compare(Premise old, SchemaNode next)
    {
        if (--stepsLeft < 0)
        {
            CannotCompare(next.Pointer, "the contracts are too intricate");
            return;
        }

        var claim = Claim(old, next);
        if (old.IsNever || old.Nodes.Exists(node => IsSame(node, next)) || !assumed.Add(claim))
        {
            return;
        }

        var direct = Try(() => CompareOnce(old, next));
        if (direct.Count > 0 && !old.Cases().Any(cases => cases.All(one => Proves(one, next))))
        {
            Findings.AddRange(direct.Take(Limits.CompatibilityFindingsMax - Findings.Count));
        }

        assumed.Remove(claim);
    }

    /// <summary>Whether a premise proves a schema; nothing is added.</summary>
    public bool Proves(Premise old, SchemaNode next) => Try(() => Compare(old, next)).Count == 0;

    /// <summary>Notes what events could be rejected by.</summary>
    public void Find(string code, string pointer, string message)
    {
        if (Findings.Count < Limits.CompatibilityFindingsMax)
        {
            Findings.Add(new Problem(code, pointer, message));
        }
    }

    /// <summary>Notes that it is not known whether events could be rejected.</summary>
    public void CannotCompare(string pointer, string why) =>
        Find("cannot_be_compared", pointer, $"Whether events that were accepted could be rejected here cannot be told: {why}.");

    /// <summary>The findings of a part, which are not added.</summary>
    public List<Problem> Try(Action part)
    {
        var outer = Findings;
        Findings = [];
        part();
        var found = Findings;
        Findings = outer;
        return found;
    }

    private void CompareOnce(Premise old, SchemaNode next)
    {
        if (old.Values is { } values)
        {
            CompareValues(old, values, next);
            return;
        }

        if ((old.Types & ~next.OwnTypes) != SchemaTypes.None)
        {
            Find(
                next.OwnTypes == SchemaTypes.None ? "forbidden" : "type_narrowed",
                next.Pointer,
                $"Was {SchemaTypeNames.Describe(old.Types)}, must be {SchemaTypeNames.Describe(next.OwnTypes)} now.");
        }

        foreach (var keyword in next.AllKeywords)
        {
            KeywordComparison.Compare(this, old, next, keyword);
        }
    }

    private void CompareValues(Premise old, IEnumerable<Value> values, SchemaNode next)
    {
        foreach (var value in values)
        {
            if (old.Nodes.TrueForAll(node => node.Check(value, "", [], 1)) && !next.Check(value, "", [], 1))
            {
                Find("value_removed", next.Pointer, $"{(value.Kind == ValueKind.String ? $"`{value.AsString}`" : value.ToString())} was allowed and is not now.");
            }
        }
    }

    private string Claim(Premise old, SchemaNode next) =>
        string.Join(',', old.Nodes.Select(Number).Order().Append(-1).Append(Number(next)).Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private int Number(SchemaNode node) => numbers.TryGetValue(node, out var known) ? known : numbers[node] = numbers.Count;

    // The same text means the same where it refers to nothing else.
    private static bool IsSame(SchemaNode left, SchemaNode right) =>
        ReferenceEquals(left, right) || (!HasReference(left.Source) && JsonEquality.AreEqual(left.Source, right.Source));

    private static bool HasReference(in Value source)
    {
        if (source.Kind == ValueKind.List)
        {
            foreach (ref readonly var item in source.AsList)
            {
                if (HasReference(item))
                {
                    return true;
                }
            }
        }
        else if (source.Kind == ValueKind.Map)
        {
            foreach (ref readonly var entry in source.AsMap.Entries)
            {
                if (entry.Key == Value.String("$ref") || HasReference(entry.Value))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
