using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>What a decision reads, and what follows from it for all candidates alike. Lives as long as one choosing.</summary>
/// <remarks>Candidates share most of their conditions and caps, so what was found out for one is kept for the others.</remarks>
internal readonly ref struct Moment
{
    private const byte DoesNotHold = 1, Holds = 2;
    private readonly ref readonly DecisionInputs inputs;
    private readonly TimeZoneRules userZone;
    private readonly TimeZoneRules accountZone;
    private readonly Span<byte> found;
    private readonly Span<int> counted;

    /// <summary>Finds out what candidates of this surface ask for.</summary>
    /// <param name="surface">Where.</param>
    /// <param name="inputs">What is read.</param>
    /// <param name="found">Zeroes, one for each part of the surface's conditions; or empty, and nothing is kept.</param>
    /// <param name="counted">Zeroes, one for each of the surface's caps; or empty, and nothing is kept.</param>
    public Moment(SurfacePlan surface, in DecisionInputs inputs, Span<byte> found = default, Span<int> counted = default)
    {
        this.inputs = ref inputs;
        this.found = found;
        this.counted = counted;
        Surface = surface;
        IsSnoozed = inputs.Audience.User.SnoozedUntil > Now;
        OwnQuietHours = inputs.Audience.User.QuietHours is { Intervals.Length: > 0 } own ? own.Hours : null;
        Granted = inputs.Audience.User.Granted(surface.GrantedByDefault);
        HasDigests = !inputs.Audience.User.DigestRows.Rows.IsEmpty;
        userZone = surface.AsksForZones || OwnQuietHours is not null || HasDigests ? surface.Locality.UserZone(inputs.Audience) : surface.Locality.TenantZone;
        accountZone = surface.AsksForZones ? surface.Locality.AccountZone(inputs.Audience) : surface.Locality.TenantZone;
    }

    /// <summary>Where.</summary>
    public SurfacePlan Surface { get; }

    /// <summary>The purposes that the person agrees to, as bits by slot.</summary>
    public uint Granted { get; }

    /// <summary>Whether the person wants nothing at all for now.</summary>
    public bool IsSnoozed { get; }

    /// <summary>When the person is not to be disturbed, as they said; null for never.</summary>
    public QuietHours? OwnQuietHours { get; }

    /// <summary>Whether the person said how often some topic is to come.</summary>
    public bool HasDigests { get; }

    /// <summary>What is read.</summary>
    public ref readonly DecisionInputs Inputs => ref inputs;

    /// <summary>The effective now.</summary>
    public Instant Now => inputs.Audience.Now;

    /// <summary>The language that the person reads, or null.</summary>
    public string? Language => Surface.Locality.LanguageOf(inputs.Audience);

    /// <summary>The time zone of the person.</summary>
    public TimeZoneRules UserZone => userZone;

    /// <summary>Whether a candidate's condition holds.</summary>
    public bool Matches(Candidate candidate)
    {
        if (found.IsEmpty)
        {
            return candidate.Audience.Matches(inputs.Audience);
        }

        foreach (var part in candidate.Parts)
        {
            ref var known = ref found[part];
            if (known == 0)
            {
                known = Surface.Parts[part].Holds(inputs.Audience) ? Holds : DoesNotHold;
            }

            if (known == DoesNotHold)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many count for a cap.</summary>
    /// <param name="place">The cap's place among those of the surface.</param>
    /// <param name="at">When the next one would count.</param>
    public int Used(int place, Instant at)
    {
        if (counted.IsEmpty || at != Now)
        {
            return Count(place, at);
        }

        ref var known = ref counted[place];
        known = known == 0 ? Count(place, at) + 1 : known;
        return known - 1;
    }

    /// <summary>Whether a cap that counts a chosen candidate counts it beside one that would come at some time: now or later, in the window of that time or after it.</summary>
    /// <param name="chosen">The chosen candidate.</param>
    /// <param name="capSlot">The cap's slot.</param>
    /// <param name="at">When the other one would count.</param>
    public bool CountsBeside(Candidate chosen, int capSlot, Instant at)
    {
        // Nothing is chosen for a time before now.
        ref readonly var cap = ref inputs.Audience.User.Plan.Caps[capSlot];
        return at == Now || (chosen.DeliveryAt(this) ?? Now).UnixMilliseconds > cap.After(at, ZoneOf(cap.Per));
    }

    /// <summary>The time zone that a cap's calendar windows are of.</summary>
    public TimeZoneRules ZoneOf(SubjectSide side) => side switch
    {
        SubjectSide.User => userZone,
        SubjectSide.Account => accountZone,
        _ => Surface.Locality.TenantZone,
    };

    private int Count(int place, Instant at)
    {
        // A shared cap without an account has nobody to count for.
        var cap = Surface.Caps[place];
        var owner = cap.Per == SubjectSide.User ? inputs.Audience.User : inputs.Audience.Account;
        return owner?.CapUsed(Surface.CapSlots[place], at, ZoneOf(cap.Per)) ?? 0;
    }
}
