using System.Globalization;
using Personalization.Core.Calendars;
using Personalization.Gateway.Preferences;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>One row of quiet hours as it stands in the form: it may be half filled in.</summary>
/// <param name="From">When it begins, such as <c>22:00</c>; empty for not said.</param>
/// <param name="To">When it ends.</param>
/// <param name="Days">The days on which it begins.</param>
internal readonly record struct QuietRow(string From, string To, Weekdays Days)
{
    /// <summary>The row that people fill in to have one more.</summary>
    public static QuietRow New { get; } = new("", "", Weekdays.All);

    /// <summary>Whether it says nothing: a row whose times were emptied is to go.</summary>
    public bool IsEmpty => From.Length == 0 && To.Length == 0;

    /// <summary>The row of an interval.</summary>
    public static QuietRow Of(WeeklyInterval interval) => new(IntervalFields.Text(interval.From), IntervalFields.Text(interval.To), interval.Days);

    /// <summary>As a call says it.</summary>
    public IntervalFields ToFields() => new() { Days = [.. IntervalFields.Names(Days)], From = From, To = To };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}-{To}/{(int)Days}");

    /// <summary>Whether a text is a time of day.</summary>
    public static bool IsTime(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
