using Personalization.Core.Expressions;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Amounts as fixed-point numbers: sums of them are exact, so they do not depend on the order of events.</summary>
internal static class Quantity
{
    /// <summary>Fixed-point units in one: amounts are exact to a millionth, up to about 9.2 million million.</summary>
    public const long Scale = 1_000_000;

    /// <summary>Reads an amount; false for what is no number, not finite or negative, which contracts refuse before. Too large ones are cut to the largest.</summary>
    public static bool TryRead(in Value value, long scale, out long amount)
    {
        amount = 0;
        switch (value.Kind)
        {
            case ValueKind.Int when value.AsInt >= 0:
                amount = value.AsInt > long.MaxValue / scale ? long.MaxValue : value.AsInt * scale;
                return true;
            case ValueKind.Uint:
                amount = value.AsUint > (ulong)(long.MaxValue / scale) ? long.MaxValue : (long)value.AsUint * scale;
                return true;
            case ValueKind.Double when value.AsDouble >= 0 && double.IsFinite(value.AsDouble):
                var scaled = Math.Round(value.AsDouble * scale, MidpointRounding.ToEven);
                amount = scaled >= long.MaxValue ? long.MaxValue : (long)scaled;
                return true;
            default:
                return false;
        }
    }
}
