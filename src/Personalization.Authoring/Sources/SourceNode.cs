using Personalization.Core.Expressions;

namespace Personalization.Authoring.Sources;

/// <summary>A map, a list or a scalar of a source, with the place where it stands.</summary>
internal sealed class SourceNode
{
    private SourceNode(SourcePlace place) => Place = place;

    /// <summary>Where it starts.</summary>
    public SourcePlace Place { get; }

    /// <summary>The entries of a map in their order; empty for anything else.</summary>
    public IReadOnlyList<SourceEntry> Entries { get; private init; } = [];

    /// <summary>The items of a list; empty for anything else.</summary>
    public IReadOnlyList<SourceNode> Items { get; private init; } = [];

    /// <summary>Whether it is a map.</summary>
    public bool IsMap { get; private init; }

    /// <summary>Whether it is a list.</summary>
    public bool IsList { get; private init; }

    /// <summary>The value of a scalar.</summary>
    public Value Scalar { get; private init; }

    /// <summary>How offsets into a scalar's text map to places, or null for anything that was not read from YAML.</summary>
    public ScalarSource? Source { get; private init; }

    /// <summary>A scalar as text; empty where it is not a string.</summary>
    public string Text => Scalar.Kind == ValueKind.String ? Scalar.AsString : "";

    /// <summary>A map.</summary>
    public static SourceNode Map(SourcePlace place, IReadOnlyList<SourceEntry> entries) => new(place) { IsMap = true, Entries = entries };

    /// <summary>A list.</summary>
    public static SourceNode List(SourcePlace place, IReadOnlyList<SourceNode> items) => new(place) { IsList = true, Items = items };

    /// <summary>A scalar.</summary>
    public static SourceNode Leaf(SourcePlace place, Value value, ScalarSource? source = null) => new(place) { Scalar = value, Source = source };

    /// <summary>The value under a key of a map, or null.</summary>
    public SourceNode? this[string key] => Entry(key)?.Value;

    /// <summary>The entry of a key of a map, or null.</summary>
    public SourceEntry? Entry(string key)
    {
        foreach (var entry in Entries)
        {
            if (entry.Key == key)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The whole of it as a value.</summary>
    public Value ToValue()
    {
        if (IsList)
        {
            return Value.List([.. Items.Select(item => item.ToValue())]);
        }

        if (!IsMap)
        {
            return Scalar;
        }

        return Value.Map(new ValueMap([.. Entries.Select(entry => KeyValuePair.Create(Value.String(entry.Key), entry.Value.ToValue()))]));
    }
}
