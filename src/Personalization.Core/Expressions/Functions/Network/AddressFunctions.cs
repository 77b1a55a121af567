namespace Personalization.Core.Expressions.Functions.Network;

/// <summary>The functions over addresses. Kinds of address: https://www.rfc-editor.org/rfc/rfc6890</summary>
internal static class AddressFunctions
{
    public static readonly Value Malformed = Value.Error("an address looks like 192.0.2.1 or 2001:db8::1, without zone and not as ::ffff:192.0.2.1");

    private static readonly AddressRange
        LoopbackV4 = AddressRange.Parse("127.0.0.0/8")!,
        LinkLocalV4 = AddressRange.Parse("169.254.0.0/16")!,
        LinkLocalV6 = AddressRange.Parse("fe80::/10")!,
        MulticastV4 = AddressRange.Parse("224.0.0.0/4")!,
        MulticastV6 = AddressRange.Parse("ff00::/8")!,
        LinkLocalMulticastV4 = AddressRange.Parse("224.0.0.0/24")!;

    private static readonly Address LoopbackV6 = AddressText.Parse("::1")!, Broadcast = AddressText.Parse("255.255.255.255")!;

    /// <summary><c>ip(text)</c> and <c>range.ip()</c>.</summary>
    public static Value ToAddress(ReadOnlySpan<Value> arguments) => arguments[0] switch
    {
        { Kind: ValueKind.String } text => AddressText.Parse(text.AsString) is { } address ? Value.Opaque(address) : Malformed,
        { Kind: ValueKind.Opaque, AsOpaque: AddressRange range } => Value.Opaque(range.First),
        _ => Errors.NoSuchOverload,
    };

    public static Value IsAddress(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.String ? Value.Bool(AddressText.Parse(arguments[0].AsString) is not null) : Errors.NoSuchOverload;

    /// <summary>Whether an address is written as it would be written here.</summary>
    public static Value IsCanonical(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind != ValueKind.String ? Errors.NoSuchOverload
        : AddressText.Parse(arguments[0].AsString) is not { } address ? Malformed
        : Value.Bool(string.Equals(address.ToString(), arguments[0].AsString, StringComparison.Ordinal));

    public static Value Family(ReadOnlySpan<Value> arguments) =>
        arguments[0] is { Kind: ValueKind.Opaque, AsOpaque: Address address } ? Value.Int(address.IsV4 ? 4 : 6) : Errors.NoSuchOverload;

    public static Value IsUnspecified(ReadOnlySpan<Value> arguments) => Test(arguments, static address => address.Bits == 0);

    public static Value IsLoopback(ReadOnlySpan<Value> arguments) => Test(arguments, IsLoopback);

    public static Value IsLinkLocalUnicast(ReadOnlySpan<Value> arguments) => Test(arguments, IsLinkLocal);

    /// <summary>In IPv6 whatever the flags, the first half of the second byte, are.</summary>
    public static Value IsLinkLocalMulticast(ReadOnlySpan<Value> arguments) => Test(arguments, static address =>
        LinkLocalMulticastV4.Contains(address) || (!address.IsV4 && ((uint)(address.Bits >> 112) & 0xff0f) == 0xff02));

    /// <summary>Neither unspecified nor loopback, multicast, broadcast or link-local; private addresses count.</summary>
    public static Value IsGlobalUnicast(ReadOnlySpan<Value> arguments) => Test(arguments, static address =>
        address.Bits != 0 && !IsLoopback(address) && !IsLinkLocal(address) && !address.IsEqual(Broadcast)
        && !MulticastV4.Contains(address) && !MulticastV6.Contains(address));

    private static bool IsLoopback(Address address) => LoopbackV4.Contains(address) || address.IsEqual(LoopbackV6);

    private static bool IsLinkLocal(Address address) => LinkLocalV4.Contains(address) || LinkLocalV6.Contains(address);

    private static Value Test(ReadOnlySpan<Value> arguments, Func<Address, bool> test) =>
        arguments[0] is { Kind: ValueKind.Opaque, AsOpaque: Address address } ? Value.Bool(test(address)) : Errors.NoSuchOverload;
}
