namespace Personalization.Core.Catalogs;

/// <summary>When a meter's use starts again at nothing. Calendar periods are in UTC.</summary>
public enum MeterPeriod
{
    /// <summary>Never.</summary>
    Lifetime,

    /// <summary>At midnight.</summary>
    Day,

    /// <summary>At midnight to Monday.</summary>
    Week,

    /// <summary>On the first of the month.</summary>
    Month,
}
