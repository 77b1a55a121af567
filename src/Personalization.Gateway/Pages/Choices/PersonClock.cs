using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Grains;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>The clock on a person's wall, as decisions have it (<see cref="Core.Audiences.Locality"/>).</summary>
/// <param name="Name">The name of the time zone.</param>
/// <param name="Zone">Its rules.</param>
internal sealed record PersonClock(string Name, TimeZoneRules Zone)
{
    /// <summary>The clock of a person; the tenant's where nobody said.</summary>
    public static PersonClock Of(ProfileView view, Catalog catalog)
    {
        var said = Trait(view, catalog, catalog.UserTimeZoneTrait) ?? view.Context.TimeZone;
        return catalog.TimeZones.TryFind(said, out var zone) ? new PersonClock(said!, zone) : new PersonClock(catalog.TimeZone, catalog.Zone);
    }

    /// <summary>The language of a person; null where nobody said.</summary>
    public static string? LocaleOf(ProfileView view, Catalog catalog) => Trait(view, catalog, catalog.UserLocaleTrait) ?? view.Context.Locale;

    /// <summary>The day there.</summary>
    public DateOnly DayOf(Instant instant)
    {
        var (year, month, day) = Zone.ToLocal(instant).Date;
        return new DateOnly((int)Math.Clamp(year, 1, 9999), month, day);
    }

    /// <summary>When a day begins there.</summary>
    public Instant Begin(DateOnly day) => Zone.ToInstant(LocalTime.Of(day));

    private static string? Trait(ProfileView view, Catalog catalog, int slot)
    {
        if (slot < 0)
        {
            return null;
        }

        var name = catalog.Traits[slot].Id;
        var isSaid = view.Traits.TryGetValue(name, out var value) || (view.Accounts is [var latest, ..] && latest.Traits.TryGetValue(name, out value));
        return isSaid && value.Kind == ValueKind.String && value.AsString.Length > 0 ? value.AsString : null;
    }
}
