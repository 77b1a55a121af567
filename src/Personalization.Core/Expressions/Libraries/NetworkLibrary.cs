using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions.Network;

namespace Personalization.Core.Expressions.Libraries;

/// <summary>
/// The extension <c>network</c>: addresses and address ranges.
/// https://github.com/google/cel-spec/blob/master/tests/simple/testdata/network_ext.textproto
/// </summary>
internal static class NetworkLibrary
{
    private const string TestOfAddress = "net.IP.() -> bool";

    public static Function[] Functions { get; } =
    [
        new("ip", AddressFunctions.ToAddress, "(string) -> net.IP", "net.CIDR.() -> net.IP"),
        new("isIP", AddressFunctions.IsAddress, "(string) -> bool"),
        new("ip.isCanonical", AddressFunctions.IsCanonical, "(string) -> bool"),
        new("family", AddressFunctions.Family, "net.IP.() -> int"),
        new("isUnspecified", AddressFunctions.IsUnspecified, TestOfAddress),
        new("isLoopback", AddressFunctions.IsLoopback, TestOfAddress),
        new("isGlobalUnicast", AddressFunctions.IsGlobalUnicast, TestOfAddress),
        new("isLinkLocalUnicast", AddressFunctions.IsLinkLocalUnicast, TestOfAddress),
        new("isLinkLocalMulticast", AddressFunctions.IsLinkLocalMulticast, TestOfAddress),
        new("cidr", RangeFunctions.ToRange, "(string) -> net.CIDR"),
        new("isCIDR", RangeFunctions.IsRange, "(string) -> bool"),
        new("containsIP", RangeFunctions.ContainsAddress, "net.CIDR.(net.IP) -> bool", "net.CIDR.(string) -> bool"),
        new("containsCIDR", RangeFunctions.ContainsRange, "net.CIDR.(net.CIDR) -> bool", "net.CIDR.(string) -> bool"),
        new("masked", RangeFunctions.Masked, "net.CIDR.() -> net.CIDR"),
        new("prefixLength", RangeFunctions.PrefixLength, "net.CIDR.() -> int"),
        new("string", RangeFunctions.ToText, "(net.IP) -> string", "(net.CIDR) -> string"),
    ];
}
