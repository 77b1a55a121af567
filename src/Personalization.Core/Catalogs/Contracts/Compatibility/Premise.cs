using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>What is known of a value: it satisfies all of these schemas and what they require in their turn.</summary>
internal sealed class Premise
{
    private readonly HashSet<Keyword> settled;

    /// <summary>A premise of schemas.</summary>
    /// <param name="given">The schemas.</param>
    /// <param name="settled">Keywords whose alternatives have been told apart already.</param>
    public Premise(IEnumerable<SchemaNode> given, IEnumerable<Keyword>? settled = null)
    {
        Nodes = [.. given.SelectMany(node => node.Whole).Distinct()];
        this.settled = [.. settled ?? []];
        Types = Nodes.Aggregate(SchemaTypes.Any, (types, node) => types & node.Types);
    }

    /// <summary>A schema that nothing satisfies.</summary>
    public static SchemaNode Never { get; } = OfTypes(SchemaTypes.None);

    /// <summary>A schema of objects.</summary>
    public static SchemaNode AnObject { get; } = OfTypes(SchemaTypes.Object);

    /// <summary>A schema of texts.</summary>
    public static SchemaNode AText { get; } = OfTypes(SchemaTypes.String);

    /// <summary>The schemas, with those that they require.</summary>
    public List<SchemaNode> Nodes { get; }

    /// <summary>The types that the value may have.</summary>
    public SchemaTypes Types { get; }

    /// <summary>Whether there is no such value.</summary>
    public bool IsNever => Types == SchemaTypes.None;

    /// <summary>The only values that there may be, or null where they are not listed.</summary>
    public IEnumerable<Value>? Values => All<AllowedKeyword>().Select(keyword => keyword.Allowed).FirstOrDefault()
        ?? ((Types & ~(SchemaTypes.Null | SchemaTypes.Boolean)) == SchemaTypes.None ? [Value.Null, Value.Bool(true), Value.Bool(false)] : null);

    /// <summary>The names of the properties that it must have.</summary>
    public IEnumerable<string> Required => All<RequiredKeyword>().SelectMany(keyword => keyword.Names).Distinct();

    /// <summary>The names that any of the schemas declares.</summary>
    public IEnumerable<string> Declared => All<PropertiesKeyword>().SelectMany(keyword => keyword.Names).Distinct();

    /// <summary>The keywords of a kind, of all the schemas.</summary>
    public IEnumerable<T> All<T>()
        where T : Keyword => Nodes.SelectMany(node => node.AllKeywords.OfType<T>());

    /// <summary>A schema that says nothing but which types there may be.</summary>
    public static SchemaNode OfTypes(SchemaTypes types, string pointer = "")
    {
        var node = new SchemaNode(pointer);
        node.Fill(Value.Bool(types != SchemaTypes.None), types, []);
        return node;
    }

    /// <summary>The premise with further schemas.</summary>
    public Premise And(params IEnumerable<SchemaNode?> more) => new(Nodes.Concat(more.OfType<SchemaNode>()), settled);

    /// <summary>The ways to tell alternatives apart: per keyword with alternatives, one premise for each of them.</summary>
    public IEnumerable<IEnumerable<Premise>> Cases()
    {
        foreach (var keyword in Nodes.SelectMany(node => node.AllKeywords).Where(keyword => !settled.Contains(keyword)))
        {
            var alternatives = keyword is AnyOfKeyword any ? any.Alternatives : keyword is OneOfKeyword one ? one.Alternatives : null;
            if (alternatives is not null)
            {
                yield return alternatives.Select(alternative => new Premise(Nodes.Append(alternative), settled.Append(keyword)));
            }
        }
    }

    /// <summary>What is known of a property of this name, where it is there.</summary>
    public Premise Property(string name)
    {
        var known = new List<SchemaNode>();
        foreach (var keyword in Nodes.SelectMany(node => node.AllKeywords))
        {
            if (keyword is PropertiesKeyword declared && declared.Find(name) is { } schema)
            {
                known.Add(schema);
            }
            else if (keyword is PatternPropertiesKeyword patterns)
            {
                known.AddRange(patterns.Patterns.Where(pattern => pattern.Pattern.IsMatch(name)).Select(pattern => pattern.Schema));
            }
            else if (keyword is AdditionalPropertiesKeyword additional && additional.Covers(name))
            {
                known.Add(additional.Schema ?? Never);
            }
        }

        return new Premise(known);
    }

    /// <summary>
    /// What is known of a property whose name none of the schemas declares: each of these premises holds for some such names,
    /// and one of them for each.
    /// </summary>
    /// <param name="apart">Patterns whose names do not matter.</param>
    public IEnumerable<Premise> Others(params IEnumerable<string> apart)
    {
        var patterned = Nodes.Where(node => node.AllKeywords.Any(keyword => keyword is PatternPropertiesKeyword)).ToList();
        var plain = Nodes.Except(patterned)
            .SelectMany(node => node.AllKeywords.OfType<AdditionalPropertiesKeyword>())
            .Select(additional => additional.Schema ?? Never)
            .ToList();
        if (patterned is not [var node])
        {
            return [new Premise(plain)];
        }

        // A name either matches a pattern of the one schema that has some, or is additional to it.
        var rest = node.AllKeywords.OfType<AdditionalPropertiesKeyword>().Select(additional => additional.Schema ?? Never);
        return node.AllKeywords.OfType<PatternPropertiesKeyword>()
            .SelectMany(keyword => keyword.Patterns)
            .Where(pattern => !apart.Contains(pattern.Source, StringComparer.Ordinal))
            .Select(pattern => new Premise(plain.Append(pattern.Schema)))
            .Append(new Premise(plain.Concat(rest)));
    }

    /// <summary>What is known of the item at an index, where it is there.</summary>
    public Premise Item(int at)
    {
        var placed = All<PrefixItemsKeyword>().Where(keyword => at < keyword.Prefix.Length).Select(keyword => keyword.Prefix[at]);
        return new Premise(placed.Concat(All<ItemsKeyword>().Where(keyword => at >= keyword.Prefix).Select(keyword => keyword.Items)));
    }

    /// <summary>The first index from which on the same is known of all items.</summary>
    public int Prefix => All<PrefixItemsKeyword>().Select(keyword => keyword.Prefix.Length).Concat(All<ItemsKeyword>().Select(keyword => keyword.Prefix)).DefaultIfEmpty(0).Max();

    /// <summary>The most items or properties that there may be.</summary>
    public long CountMax(ValueKind counted) =>
        All<CountKeyword>().Where(keyword => !keyword.IsMinimum && keyword.Counted == counted).Select(keyword => keyword.Bound).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>The fewest items or properties that there may be.</summary>
    public long CountMin(ValueKind counted) => Math.Max(
        All<CountKeyword>().Where(keyword => keyword.IsMinimum && keyword.Counted == counted).Select(keyword => keyword.Bound).DefaultIfEmpty(0).Max(),
        counted == ValueKind.Map ? Required.Count() : 0);
}
