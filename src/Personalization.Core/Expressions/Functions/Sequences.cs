namespace Personalization.Core.Expressions.Functions;

/// <summary>Joins texts, bytes and lists, within bounds.</summary>
internal static class Sequences
{
    public static Value Concat(string left, string right) =>
        left.Length + right.Length > Limits.ExpressionTextMax ? Errors.TextTooLong : Value.String(left + right);

    public static Value Concat(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length + right.Length > Limits.ExpressionTextMax ? Errors.TextTooLong : Value.Bytes([.. left, .. right]);

    public static Value Concat(ReadOnlySpan<Value> left, ReadOnlySpan<Value> right) =>
        left.Length + right.Length > Limits.ExpressionListMax ? Errors.ListTooLong : Value.List([.. left, .. right]);
}
