namespace Personalization.Core.Expressions.Functions.Network;

/// <summary>The functions over ranges of addresses.</summary>
internal static class RangeFunctions
{
    private static readonly Value Malformed = Value.Error("a range of addresses looks like 192.0.2.0/24 or 2001:db8::/32");

    public static Value ToRange(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind != ValueKind.String ? Errors.NoSuchOverload
        : AddressRange.Parse(arguments[0].AsString) is { } range ? Value.Opaque(range)
        : Malformed;

    public static Value IsRange(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.String ? Value.Bool(AddressRange.Parse(arguments[0].AsString) is not null) : Errors.NoSuchOverload;

    /// <summary>Whether an address, or a text of one, lies in the range.</summary>
    public static Value ContainsAddress(ReadOnlySpan<Value> arguments) => !IsOne(arguments[0], out var range)
        ? Errors.NoSuchOverload
        : arguments[1] switch
        {
            { Kind: ValueKind.Opaque, AsOpaque: Address address } => Value.Bool(range.Contains(address)),
            { Kind: ValueKind.String } text => AddressText.Parse(text.AsString) is { } address ? Value.Bool(range.Contains(address)) : AddressFunctions.Malformed,
            _ => Errors.NoSuchOverload,
        };

    /// <summary>Whether all addresses of another range, or of a text of one, lie in the range.</summary>
    public static Value ContainsRange(ReadOnlySpan<Value> arguments) => !IsOne(arguments[0], out var range)
        ? Errors.NoSuchOverload
        : arguments[1] switch
        {
            { Kind: ValueKind.Opaque, AsOpaque: AddressRange other } => Value.Bool(range.Contains(other)),
            { Kind: ValueKind.String } text => AddressRange.Parse(text.AsString) is { } other ? Value.Bool(range.Contains(other)) : Malformed,
            _ => Errors.NoSuchOverload,
        };

    /// <summary>The range with the bits behind its prefix at zero.</summary>
    public static Value Masked(ReadOnlySpan<Value> arguments) => IsOne(arguments[0], out var range)
        ? Value.Opaque(new AddressRange(range.First.Masked(range.PrefixLength), range.PrefixLength))
        : Errors.NoSuchOverload;

    public static Value PrefixLength(ReadOnlySpan<Value> arguments) =>
        IsOne(arguments[0], out var range) ? Value.Int(range.PrefixLength) : Errors.NoSuchOverload;

    /// <summary>The written form of an address or a range.</summary>
    public static Value ToText(ReadOnlySpan<Value> arguments) =>
        arguments[0] is { Kind: ValueKind.Opaque, AsOpaque: (Address or AddressRange) and var value } ? Value.String(value.ToString()!) : Errors.NoSuchOverload;

    private static bool IsOne(in Value value, out AddressRange range)
    {
        range = value.Kind == ValueKind.Opaque && value.AsOpaque is AddressRange held ? held : null!;
        return range is not null;
    }
}
