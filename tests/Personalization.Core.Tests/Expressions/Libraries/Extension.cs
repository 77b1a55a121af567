using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions.Libraries;

/// <summary>Compares calls with expressions of what they must give.</summary>
internal static class Extension
{
    /// <summary>Both evaluate to the same value of the same type.</summary>
    public static void AssertSame(string call, string expected)
    {
        var value = Cel.Evaluate(call);
        Assert.True(value.Equals(Cel.Evaluate(expected)), $"{call} gives {value.Kind} {value}, not {expected}");
    }

    /// <summary>Evaluating without checks gives an error that holds some words.</summary>
    public static void AssertError(string call, string words)
    {
        var value = Cel.EvaluateUnchecked(call);
        Assert.Equal(ValueKind.Error, value.Kind);
        Assert.Contains(words, value.AsError, StringComparison.Ordinal);
    }
}
