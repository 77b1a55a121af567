using Personalization.Core.Calendars;

namespace Personalization.Core.Catalogs;

/// <summary>What a tenant may spend on serving, in pieces or money, over everybody.</summary>
/// <param name="Id">The budget's name, such as <c>discounts</c>.</param>
/// <param name="MaxMillionths">How much may be spent within a period, in millionths of the unit; at least 1.</param>
/// <param name="Each">The calendar window that it lasts for, in the catalog's time zone; null for once and for all.</param>
/// <param name="Unit">What it is counted in, for people: <c>EUR</c>, <c>coupons</c>; may be empty.</param>
public sealed record BudgetDefinition(string Id, long MaxMillionths, CalendarUnit? Each, string Unit);
