using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <summary>What language a subject reads and what the clock on its wall shows: what the request says, else what was said of it (a trait), else what its events were sent with, else the catalog's.</summary>
public sealed class Locality
{
    private readonly Catalog catalog;

    /// <summary>Finds the subjects of one catalog.</summary>
    public Locality(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        this.catalog = catalog;
        TenantZone = catalog.Zone;
    }

    /// <summary>The time zone of the tenant, and of everybody who did not say or said what the catalog does not know.</summary>
    public TimeZoneRules TenantZone { get; }

    /// <summary>The language of a person as a BCP 47 tag; null where nobody said.</summary>
    public string? LanguageOf(in AudienceContext context) =>
        context.Request.Locale ?? Trait(context.User, catalog.UserLocaleTrait, context.AccountId) ?? context.User.Context(ContextMember.Locale);

    /// <summary>The name of a person's time zone; null where nobody said. It may be no zone at all.</summary>
    public string? TimeZoneNameOf(in AudienceContext context) =>
        context.Request.TimeZone ?? Trait(context.User, catalog.UserTimeZoneTrait, context.AccountId) ?? context.User.Context(ContextMember.TimeZone);

    /// <summary>Whether somebody said what a person's time zone is, and it is one.</summary>
    public bool KnowsTimeZoneOf(in AudienceContext context) => catalog.TimeZones.TryFind(TimeZoneNameOf(context), out _);

    /// <summary>The name of the time zone that a person is taken to be in: always one that the catalog knows.</summary>
    public string TimeZoneOf(in AudienceContext context)
    {
        var name = TimeZoneNameOf(context);
        return catalog.TimeZones.TryFind(name, out _) ? name! : catalog.TimeZones.TryFind(catalog.TimeZone, out _) ? catalog.TimeZone : "UTC";
    }

    /// <summary>The time zone of a person.</summary>
    public TimeZoneRules UserZone(in AudienceContext context) => Find(TimeZoneNameOf(context));

    /// <summary>The time zone of the account.</summary>
    public TimeZoneRules AccountZone(in AudienceContext context) =>
        context.Account is { } account ? Find(Trait(account, catalog.AccountTimeZoneTrait, null)) : TenantZone;

    private static string? Trait(Profile profile, int slot, string? accountId) =>
        slot >= 0 && profile.TryGetTrait(slot, accountId, out var value) && value.Kind == ValueKind.String && value.AsString.Length > 0 ? value.AsString : null;

    private TimeZoneRules Find(string? name) => catalog.TimeZones.TryFind(name, out var zone) ? zone : TenantZone;
}
