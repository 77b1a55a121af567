namespace Personalization.Core.Expressions.Functions.Network;

/// <summary>An IPv4 or IPv6 address. An IPv4 address in IPv6 clothes (<c>::ffff:c0a8:1</c>) is the IPv4 address.</summary>
internal sealed class Address : OpaqueValue
{
    public const int BitsOfV4 = 32, BitsOfV6 = 128;
    private const ulong MappedPrefix = 0xffff;

    /// <summary>The address of 128 bits as they are written in IPv6.</summary>
    public static Address OfV6(UInt128 bits) => IsMapped(bits) ? OfV4((uint)bits) : new Address(bits, isV4: false);

    public static Address OfV4(uint bits) => new(bits, isV4: true);

    private Address(UInt128 bits, bool isV4) => (Bits, IsV4) = (bits, isV4);

    /// <summary>The bits, the first one of the address the highest; of IPv4 the lowest 32.</summary>
    public UInt128 Bits { get; }

    public bool IsV4 { get; }

    /// <summary>32 or 128.</summary>
    public int Width => IsV4 ? BitsOfV4 : BitsOfV6;

    /// <inheritdoc/>
    public override CelType Type { get; } = CelType.Opaque("net.IP");

    /// <summary>Whether both begin with the same bits.</summary>
    public bool SharesPrefix(Address other, int length) => IsV4 == other.IsV4 && Masked(length).Bits == other.Masked(length).Bits;

    /// <summary>The address with all bits behind a prefix at zero.</summary>
    public Address Masked(int length)
    {
        var host = Width - length;
        return new Address(host >= BitsOfV6 ? 0 : Bits >> host << host, IsV4);
    }

    /// <inheritdoc/>
    public override string ToString() => AddressText.Format(this);

    /// <inheritdoc/>
    internal override bool IsEqual(OpaqueValue other) => other is Address address && address.IsV4 == IsV4 && address.Bits == Bits;

    private static bool IsMapped(UInt128 bits) => bits >> BitsOfV4 == MappedPrefix;
}
