namespace Personalization.Core.Expressions.Functions;

/// <summary>The logic operator that needs its argument.</summary>
internal static class Logic
{
    public static Value Not(ReadOnlySpan<Value> arguments) =>
        arguments[0].Kind == ValueKind.Bool ? Value.Bool(!arguments[0].AsBool) : Errors.NoSuchOverload;
}
