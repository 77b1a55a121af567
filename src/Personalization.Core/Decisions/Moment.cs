using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>What a decision reads, and what follows from it for all candidates alike. Lives as long as one choosing.</summary>
internal readonly ref struct Moment
{
    private readonly ref readonly DecisionInputs inputs;
    private readonly TimeZoneRules userZone;
    private readonly TimeZoneRules accountZone;

    /// <summary>Finds out what candidates of this surface ask for.</summary>
    public Moment(SurfacePlan surface, in DecisionInputs inputs)
    {
        this.inputs = ref inputs;
        Surface = surface;
        userZone = surface.AsksForZones ? surface.Locality.UserZone(inputs.Audience) : surface.Locality.TenantZone;
        accountZone = surface.AsksForZones ? surface.Locality.AccountZone(inputs.Audience) : surface.Locality.TenantZone;
    }

    /// <summary>Where.</summary>
    public SurfacePlan Surface { get; }

    /// <summary>What is read.</summary>
    public ref readonly DecisionInputs Inputs => ref inputs;

    /// <summary>The effective now.</summary>
    public Instant Now => inputs.Audience.Now;

    /// <summary>The language that the person reads, or null.</summary>
    public string? Language => Surface.Locality.LanguageOf(inputs.Audience);

    /// <summary>The time zone of the person.</summary>
    public TimeZoneRules UserZone => userZone;

    /// <summary>The time zone that a cap's calendar windows are of.</summary>
    public TimeZoneRules ZoneOf(SubjectSide side) => side switch
    {
        SubjectSide.User => userZone,
        SubjectSide.Account => accountZone,
        _ => Surface.Locality.TenantZone,
    };
}
