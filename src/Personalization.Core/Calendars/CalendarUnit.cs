namespace Personalization.Core.Calendars;

/// <summary>What a calendar on the wall is divided into.</summary>
public enum CalendarUnit
{
    /// <summary>An hour of the wall clock.</summary>
    Hour,

    /// <summary>A date.</summary>
    Day,

    /// <summary>Monday to Sunday, as in ISO 8601.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,
}
