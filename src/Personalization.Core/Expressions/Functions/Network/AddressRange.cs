using System.Globalization;

namespace Personalization.Core.Expressions.Functions.Network;

/// <summary>An address with the length of a prefix, as in <c>10.1.2.3/8</c>: all addresses that share the prefix. Keeps the bits behind it.</summary>
/// <param name="first">The address that was written.</param>
/// <param name="prefixLength">Bits of the prefix, 0 to 32 or 128.</param>
internal sealed class AddressRange(Address first, int prefixLength) : OpaqueValue
{
    public Address First { get; } = first;

    public int PrefixLength { get; } = prefixLength;

    /// <inheritdoc/>
    public override CelType Type { get; } = CelType.Opaque("net.CIDR");

    /// <summary>Reads a range; null where it is malformed or an IPv4 address stands in IPv6 clothes, whose prefix would be ambiguous.</summary>
    public static AddressRange? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || AddressText.Parse(text.AsSpan(0, slash)) is not { } first || (first.IsV4 && text.Contains(':', StringComparison.Ordinal)))
        {
            return null;
        }

        var digits = text.AsSpan(slash + 1);
        return digits is not ['0', _, ..] && byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length <= first.Width
            ? new AddressRange(first, length)
            : null;
    }

    public bool Contains(Address address) => First.SharesPrefix(address, PrefixLength);

    public bool Contains(AddressRange other) => other.PrefixLength >= PrefixLength && Contains(other.First);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{PrefixLength}");

    /// <inheritdoc/>
    internal override bool IsEqual(OpaqueValue other) =>
        other is AddressRange range && range.PrefixLength == PrefixLength && range.First.IsEqual(First);
}
