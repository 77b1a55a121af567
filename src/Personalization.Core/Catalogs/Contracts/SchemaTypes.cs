using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>The types of JSON Schema's <c>type</c> keyword, as a set.</summary>
[Flags]
public enum SchemaTypes
{
    /// <summary>None: nothing satisfies it.</summary>
    None = 0,

    /// <summary>The null value.</summary>
    Null = 1,

    /// <summary>True or false.</summary>
    Boolean = 2,

    /// <summary>A number without a fraction; 1.0 is one.</summary>
    Integer = 4,

    /// <summary>Any number; a set that has this one also has <see cref="Integer"/>.</summary>
    Number = 8,

    /// <summary>A text.</summary>
    String = 16,

    /// <summary>A list.</summary>
    Array = 32,

    /// <summary>A map with text keys.</summary>
    Object = 64,

    /// <summary>All of them.</summary>
    Any = Null | Boolean | Integer | Number | String | Array | Object,
}

/// <summary>The names and members of <see cref="SchemaTypes"/>.</summary>
internal static class SchemaTypeNames
{
    private static readonly (string Name, SchemaTypes Type, string Words)[] Named =
    [
        ("null", SchemaTypes.Null, "null"),
        ("boolean", SchemaTypes.Boolean, "true or false"),
        ("integer", SchemaTypes.Integer, "an integer"),
        ("number", SchemaTypes.Number | SchemaTypes.Integer, "a number"),
        ("string", SchemaTypes.String, "a string"),
        ("array", SchemaTypes.Array, "a list"),
        ("object", SchemaTypes.Object, "an object"),
    ];

    /// <summary>The type of a name, or none.</summary>
    public static SchemaTypes Of(string name)
    {
        foreach (var named in Named)
        {
            if (named.Name == name)
            {
                return named.Type;
            }
        }

        return SchemaTypes.None;
    }

    /// <summary>The narrowest type of a value; none for kinds that JSON does not have.</summary>
    public static SchemaTypes Of(in Value value) => value.Kind switch
    {
        ValueKind.Null => SchemaTypes.Null,
        ValueKind.Bool => SchemaTypes.Boolean,
        ValueKind.Int or ValueKind.Uint => SchemaTypes.Integer,
        ValueKind.Double => Math.Truncate(value.AsDouble) == value.AsDouble ? SchemaTypes.Integer : SchemaTypes.Number,
        ValueKind.String => SchemaTypes.String,
        ValueKind.List => SchemaTypes.Array,
        ValueKind.Map => SchemaTypes.Object,
        _ => SchemaTypes.None,
    };

    /// <summary>A set in words, such as <c>a string or null</c>.</summary>
    public static string Describe(SchemaTypes types)
    {
        var words = new List<string>();
        foreach (var named in Named)
        {
            var coveredByNumber = named.Type == SchemaTypes.Integer && types.HasFlag(SchemaTypes.Number);
            if (types.HasFlag(named.Type) && !coveredByNumber)
            {
                words.Add(named.Words);
            }
        }

        return words.Count == 0 ? "nothing" : string.Join(" or ", words);
    }

    /// <summary>The type of a value in words.</summary>
    public static string Describe(in Value value) => Of(value) switch
    {
        SchemaTypes.Number => "a number with a fraction",
        SchemaTypes.None => "of a type that JSON does not have",
        var type => Describe(type),
    };
}
