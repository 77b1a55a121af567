using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions.Libraries;

/// <summary>Every function of the extensions with one, two and three arguments of every type, as a function and as a method.</summary>
public sealed class TotalityTests
{
    private static readonly string[] Values =
    [
        "null", "-1", "9223372036854775807", "-0.5", "0.0 / 0.0", "''", "'a🐱%s'", "b'\\377'", "[]", "['a', 1]", "{1: 'a'}", "optional.none()",
        "ip('::1')", "user.role",
    ];

    /// <summary>The functions of the extensions, as they are called.</summary>
    internal static readonly string[] Functions =
    [
        "math.greatest", "math.least", "math.ceil", "math.floor", "math.round", "math.trunc", "math.abs", "math.sign", "math.sqrt", "math.isNaN",
        "math.isInf", "math.isFinite", "math.bitAnd", "math.bitOr", "math.bitXor", "math.bitNot", "math.bitShiftLeft", "math.bitShiftRight",
        "charAt", "substring", "trim", "indexOf", "lastIndexOf", "replace", "lowerAscii", "upperAscii", "reverse", "join", "split",
        "strings.quote", "format", "base64.encode", "base64.decode", "ip", "isIP", "ip.isCanonical", "family", "isUnspecified", "isLoopback", "isGlobalUnicast",
        "isLinkLocalUnicast", "isLinkLocalMulticast",
        "cidr", "isCIDR", "containsIP", "containsCIDR", "masked", "prefixLength", "string",
    ];

    /// <summary>A text may hold half of a surrogate pair.</summary>
    private static readonly Cel World = new(2, Role: "\ud83dx");

    [Fact]
    public void No_function_throws_whatever_it_is_given()
    {
        foreach (var function in Functions)
        {
            foreach (var first in Values)
            {
                Cel.EvaluateUnchecked($"{function}({first})", World);
                Cel.EvaluateUnchecked($"dyn({first}).{function}()", World);
                foreach (var second in Values)
                {
                    Cel.EvaluateUnchecked($"{function}({first}, {second})", World);
                    Cel.EvaluateUnchecked($"dyn({first}).{function}(dyn({second}), user.count)", World);
                    Cel.EvaluateUnchecked($"dyn({first}).{function}({second})", World);
                }
            }
        }
    }

    [Theory]
    [InlineData("'a'.join()")]
    [InlineData("[1].charAt(0)")]
    [InlineData("ip('::1').masked()")]
    public void A_function_of_another_type_is_an_error(string call) => Assert.Equal(ValueKind.Error, Cel.EvaluateUnchecked(call).Kind);
}
