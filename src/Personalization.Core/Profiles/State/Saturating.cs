namespace Personalization.Core.Profiles.State;

/// <summary>Sums that stop at the largest number. Of terms that are never negative they are the same in any order.</summary>
internal static class Saturating
{
    /// <summary>The sum of two numbers that are not negative.</summary>
    public static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    /// <summary>One more.</summary>
    public static int Next(int count) => count == int.MaxValue ? count : count + 1;
}
