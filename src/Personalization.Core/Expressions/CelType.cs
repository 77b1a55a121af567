using System.Collections.Immutable;

namespace Personalization.Core.Expressions;

/// <summary>A static type of the expression language.</summary>
public class CelType
{
    private const string OptionalName = "optional_type";
    private readonly int parts = 1;

    private protected CelType(CelTypeKind kind, string name, params ImmutableArray<CelType> arguments)
    {
        Kind = kind;
        Name = name;
        Arguments = arguments;
        HasParameters = kind == CelTypeKind.Parameter;
        foreach (var argument in arguments)
        {
            HasParameters |= argument.HasParameters;
            parts += argument.parts;
        }
    }

    /// <summary>What kind of type it is.</summary>
    public CelTypeKind Kind { get; }

    /// <summary>Its name in messages: <c>int</c>, <c>list</c>, <c>user</c> …</summary>
    public string Name { get; }

    /// <summary>The element type of a list; the key and value types of a map; what an opaque type is declared with; empty for others.</summary>
    public ImmutableArray<CelType> Arguments { get; }

    /// <summary>
    /// The name that the type has as a value: <c>type(now)</c> is <c>google.protobuf.Timestamp</c>.
    /// https://github.com/google/cel-spec/blob/master/doc/langdef.md#values
    /// </summary>
    public string Denotation => Kind switch
    {
        CelTypeKind.Null => "null_type",
        CelTypeKind.Timestamp => "google.protobuf.Timestamp",
        CelTypeKind.Duration => "google.protobuf.Duration",
        _ => Name,
    };

    /// <summary>Known only when it runs.</summary>
    public static CelType Dyn { get; } = new(CelTypeKind.Dyn, "dyn");

    /// <summary>The type of null.</summary>
    public static CelType Null { get; } = new(CelTypeKind.Null, "null");

    /// <summary>True or false.</summary>
    public static CelType Bool { get; } = new(CelTypeKind.Bool, "bool");

    /// <summary>A signed 64-bit integer.</summary>
    public static CelType Int { get; } = new(CelTypeKind.Int, "int");

    /// <summary>An unsigned 64-bit integer.</summary>
    public static CelType Uint { get; } = new(CelTypeKind.Uint, "uint");

    /// <summary>An IEEE 754 double.</summary>
    public static CelType Double { get; } = new(CelTypeKind.Double, "double");

    /// <summary>A text.</summary>
    public static CelType String { get; } = new(CelTypeKind.String, "string");

    /// <summary>A run of bytes.</summary>
    public static CelType Bytes { get; } = new(CelTypeKind.Bytes, "bytes");

    /// <summary>A point in time.</summary>
    public static CelType Timestamp { get; } = new(CelTypeKind.Timestamp, "timestamp");

    /// <summary>A length of time.</summary>
    public static CelType Duration { get; } = new(CelTypeKind.Duration, "duration");

    /// <summary>A list.</summary>
    public static CelType List(CelType element) => new(CelTypeKind.List, "list", Bounded(element));

    /// <summary>A map.</summary>
    public static CelType Map(CelType key, CelType value) => new(CelTypeKind.Map, "map", Bounded(key), Bounded(value));

    /// <summary>The type of the values that are types: <c>type(1)</c> is a <c>type(int)</c>.</summary>
    public static CelType TypeOf(CelType type) => new(CelTypeKind.Type, "type", type);

    /// <summary>A value that may be absent.</summary>
    public static CelType Optional(CelType value) => Opaque(OptionalName, value);

    /// <summary>A type of a library, known by its name: <c>net.IP</c>, <c>optional_type(int)</c>.</summary>
    public static CelType Opaque(string name, params ImmutableArray<CelType> arguments) => new(CelTypeKind.Opaque, name, [.. arguments.Select(Bounded)]);

    /// <summary>A parameter of a function's signature, such as the <c>A</c> of <c>A in list(A)</c>.</summary>
    public static CelType Parameter(string name) => new(CelTypeKind.Parameter, name);

    /// <summary>The static type of values of a kind; of lists and maps with elements of any type.</summary>
    public static CelType Of(ValueKind kind) => kind switch
    {
        ValueKind.Null => Null,
        ValueKind.Bool => Bool,
        ValueKind.Int => Int,
        ValueKind.Uint => Uint,
        ValueKind.Double => Double,
        ValueKind.String => String,
        ValueKind.Bytes => Bytes,
        ValueKind.List => List(Dyn),
        ValueKind.Map => Map(Dyn, Dyn),
        ValueKind.Timestamp => Timestamp,
        ValueKind.Duration => Duration,
        ValueKind.Type => TypeOf(Dyn),
        _ => Dyn,
    };

    /// <summary>The type of a value at run time.</summary>
    internal static CelType Of(in Value value) => value.Kind == ValueKind.Opaque ? value.AsOpaque.Type : Of(value.Kind);

    /// <summary>Whether a type parameter is in it.</summary>
    internal bool HasParameters { get; }

    /// <summary>This type with other arguments.</summary>
    internal CelType With(ImmutableArray<CelType> arguments) => new(Kind, Name, [.. arguments.Select(Bounded)]);

    /// <summary>Whether this is what <see cref="Optional"/> makes.</summary>
    internal bool IsOptional => Kind == CelTypeKind.Opaque && Arguments.Length == 1 && string.Equals(Name, OptionalName, StringComparison.Ordinal);

    /// <summary>The type of a name in a signature, opaque where it holds a dot.</summary>
    internal static CelType Named(string name) => name switch
    {
        "dyn" => Dyn,
        "null" => Null,
        "bool" => Bool,
        "int" => Int,
        "uint" => Uint,
        "double" => Double,
        "string" => String,
        "bytes" => Bytes,
        "timestamp" => Timestamp,
        "duration" => Duration,
        _ => name.Contains('.', StringComparison.Ordinal) ? Opaque(name) : throw new ArgumentException($"There is no type {name}.", nameof(name)),
    };

    /// <summary>Whether both are the same type through and through.</summary>
    internal bool IsSame(CelType other)
    {
        if (Kind != other.Kind || Arguments.Length != other.Arguments.Length || !string.Equals(Name, other.Name, StringComparison.Ordinal))
        {
            return false;
        }

        for (var at = 0; at < Arguments.Length; at++)
        {
            if (!Arguments[at].IsSame(other.Arguments[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The type in a sentence: <c>an int</c>, <c>a list(string)</c>.</summary>
    internal string WithArticle => "aeio".Contains(Name[0], StringComparison.Ordinal) ? $"an {this}" : $"a {this}";

    private static CelType Bounded(CelType type) => type.parts <= Limits.ExpressionTypePartsMax ? type : Dyn;

    /// <inheritdoc/>
    public override string ToString() => Arguments.IsEmpty ? Name : $"{Name}({string.Join(", ", Arguments)})";
}
