namespace Personalization.Core.Expressions.Functions.Strings;

/// <summary>What is wrong with positions in texts.</summary>
internal static class Positions
{
    public static readonly Value Reversed = Value.Error("the end of a range lies before its start");

    public static Value OutOfRange(long position) => Value.Error($"index out of range: {position}");
}
