using Personalization.Authoring.Sources;
using Personalization.Core.Expressions;

namespace Personalization.Authoring.Definitions;

/// <summary>Amounts of money or pieces: written as decimal numbers, kept in millionths.</summary>
internal static class Amounts
{
    private const decimal MillionthsPerUnit = 1_000_000;

    /// <summary>
    /// Reads an amount that the schema has let through. It has 16 digits at most, 15 of which a double keeps exactly; the decimal that is nearest
    /// to the double is therefore the one that was written.
    /// </summary>
    public static long Read(SourceNode amount, ProblemList problems)
    {
        var millionths = MillionthsPerUnit * (amount.Scalar.Kind == ValueKind.Int ? amount.Scalar.AsInt : (decimal)amount.Scalar.AsDouble);
        if (millionths != decimal.Truncate(millionths) || millionths < 1)
        {
            problems.Add(amount.Place, "out_of_range", "An amount has at most six decimals.", "The smallest amount is 0.000001.");
        }

        return (long)millionths;
    }
}
