namespace Personalization.Core.Profiles;

/// <summary>What is used of a meter at some time, in exact fixed-point numbers.</summary>
/// <param name="UsedMillionths">What is used in the period, in millionths of the unit; never negative.</param>
/// <param name="LimitMillionths">The limit in millionths of the unit, or null where none was ever set.</param>
/// <param name="PeriodStart">When the period began, or null for a meter without periods.</param>
public readonly record struct MeterReading(long UsedMillionths, long? LimitMillionths, Instant? PeriodStart)
{
    /// <summary>What is used, in units.</summary>
    public double Used => UsedMillionths / 1e6;

    /// <summary>The limit in units, or null.</summary>
    public double? Limit => LimitMillionths / 1e6;

    /// <summary>Used by limit, or null without a limit above zero.</summary>
    public double? Ratio => LimitMillionths is > 0 and { } limit ? (double)UsedMillionths / limit : null;
}
