using System.Collections.Frozen;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles.Folding;
using Personalization.Core.Profiles.State;
using Personalization.Core.Subjects;

namespace Personalization.Core.Profiles;

/// <summary>
/// The live state of one subject: a fold of its events. Changed only by <see cref="Evolve"/>; reading it allocates nothing
/// unless a member says so. Not thread-safe: its grain reads and writes it one turn at a time.
/// </summary>
/// <remarks>
/// State is addressed by slot, the index of a definition in the <see cref="Catalog"/> of the <see cref="Plan"/>; a slot outside of
/// the catalog is a bug and throws <see cref="IndexOutOfRangeException"/> or reads as nothing. What never happened takes no memory
/// and reads as zero, null or false. Windows reach back from the <c>now</c> that is asked about, which should not be before <see cref="LastEvent"/>.
/// </remarks>
public sealed class Profile
{
    internal Latest<Value> Traits;
    internal Latest<Consent> ConsentRows;
    internal Newest<Membership> Memberships;
    internal Newest<AccountTrait> AccountTraits;
    internal Newest<RaisedError> Raised;
    internal Newest<ResolvedError> Resolved;
    internal Series MeterSums;
    internal Latest<long> MeterReadings;
    internal Latest<long> MeterLimits;
    internal Firsts Steps;
    internal FeatureUses FeatureRows;
    internal Series CounterBuckets;
    internal Newest<PathVisit> Visits;
    internal Latest<string> ContextTexts;
    internal Exposures ExposureRows;
    internal Latest<long> Snoozes;
    internal NewestTimes CapTimes;
    internal Series BudgetSums;
    internal Newest<ServedRequest> Requests;
    internal Lasts HistoryTimes;
    internal Series HistorySums;
    internal NewestValues HistoryValues;
    internal Latest<bool> TopicRows;
    internal Latest<DigestFrequency> DigestRows;
    internal Latest<Instant> RestRows;
    internal Latest<PersonalQuietHours> QuietRows;
    internal Latest<string> RedirectRows;
    internal Newest<LinkedIdentity> IdentityRows;
    internal Latest<bool> LessRows;
    internal Lasts DigestTimes;
    internal Latest<bool> DataSourceRows;
    private readonly IReadOnlySet<string> undoneMerges;

    /// <summary>The profile of a subject that has no events.</summary>
    /// <param name="plan">What its events will be folded by.</param>
    /// <param name="side"><see cref="SubjectSide.User"/> (also for an anonymous visitor), <see cref="SubjectSide.Account"/>, or <see cref="SubjectSide.Tenant"/> for the owner of a shared cap or budget.</param>
    /// <param name="undoneMerges">The merges whose events are to count for nothing; null for none. See <see cref="UndoneMerge"/>.</param>
    public Profile(FoldPlan plan, SubjectSide side, IReadOnlySet<string>? undoneMerges = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (side is not (SubjectSide.User or SubjectSide.Account or SubjectSide.Tenant))
        {
            throw new ArgumentOutOfRangeException(nameof(side), side, "A profile is of one side.");
        }

        Plan = plan;
        Side = side;
        this.undoneMerges = undoneMerges ?? FrozenSet<string>.Empty;
    }

    /// <summary>The profile of a subject of some kind that has no events.</summary>
    /// <param name="plan">What its events will be folded by.</param>
    /// <param name="kind">What the subject is.</param>
    /// <param name="undoneMerges">The merges whose events are to count for nothing; null for none.</param>
    public static Profile Of(FoldPlan plan, SubjectKind kind, IReadOnlySet<string>? undoneMerges = null) => new(plan, kind switch
    {
        SubjectKind.Account => SubjectSide.Account,
        SubjectKind.Shared => SubjectSide.Tenant,
        _ => SubjectSide.User,
    }, undoneMerges);

    /// <summary>The plan that folded it. Profiles can be compared only under plans of the same <see cref="FoldPlan.Hash"/>.</summary>
    public FoldPlan Plan { get; }

    /// <summary>Whose state it is.</summary>
    public SubjectSide Side { get; }

    /// <summary>The version of the last event that was folded, which is also the number of events; 0 for none.</summary>
    public long Version { get; internal set; }

    /// <summary>The earliest event time; null for a profile without events.</summary>
    public Instant? FirstSeen => Version == 0 ? null : FirstEvent;

    /// <summary>
    /// The latest event time of something the subject or its sender did: being served a decision is not being seen, or a reminder would end
    /// the dormancy that it is about. <see cref="FirstSeen"/> where there was nothing else; null for a profile without events.
    /// </summary>
    public Instant? LastSeen => Version == 0 ? null : LastActive > FirstEvent ? LastActive : FirstEvent;

    /// <summary>The latest event time of any kind, or <see cref="Instant.MinValue"/>: no decision is made at an earlier now.</summary>
    public Instant LastEvent { get; internal set; } = Instant.MinValue;

    internal Instant FirstEvent { get; set; } = Instant.MaxValue;

    internal Instant LastActive { get; set; } = Instant.MinValue;

    /// <summary>The user that this id turned out to be; null for an id that stands for itself. The stream takes in nothing more then.</summary>
    public string? MergedInto => RedirectRows.TryGet(0, out var row) && row.Value.Length > 0 ? row.Value : null;

    /// <summary>When <see cref="MergedInto"/> changed last, by the server's clock; null for never.</summary>
    internal Instant? RedirectedAt => RedirectRows.TryGet(0, out var row) ? row.Stamp.Time : null;

    /// <summary>The ids that turned out to be this user, the latest first, those whose merge was undone included; at most <see cref="Limits.IdentitiesMax"/>.</summary>
    public ReadOnlySpan<LinkedIdentity> Identities => IdentityRows.Rows;

    /// <summary>
    /// A merge that was undone after its events had been folded; null for none. No fold can take them back: the profile is of no use, and has to be folded from its first event
    /// on by one that knows it (see the constructor).
    /// </summary>
    public string? UndoneMerge { get; internal set; }

    /// <summary>Whether the events of a merge count for nothing.</summary>
    internal bool IsUndone(string mergeId) => undoneMerges.Contains(mergeId);

    /// <summary>The accounts of a user, the latest joined first; at most <see cref="Limits.AccountsMax"/>.</summary>
    public ReadOnlySpan<Membership> Accounts => Memberships.Rows;

    /// <summary>The account that a user was last said to belong to, or null for none.</summary>
    public string? LatestAccountId => Accounts.Length == 0 ? null : Accounts[0].AccountId;

    /// <summary>Errors that are remembered, newest first; at most <see cref="Limits.RaisedErrorsMax"/>.</summary>
    public ReadOnlySpan<RaisedError> RaisedErrors => Raised.Rows;

    /// <summary>The newest page and screen views, newest first; at most as many as the catalog says.</summary>
    public ReadOnlySpan<PathVisit> Paths => Visits.Rows;

    /// <summary>Reads a trait.</summary>
    /// <param name="slot">Its slot.</param>
    /// <param name="accountId">The account in which, for a trait that is per account; where that has no value, or for null, the plain value counts.</param>
    /// <param name="value">The value, of the trait's declared type; null when there is none.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTrait(int slot, string? accountId, out Value value)
    {
        if (accountId is not null)
        {
            foreach (ref readonly var trait in AccountTraits.Rows)
            {
                if (trait.IsOf(slot, accountId) && !trait.Value.IsNull)
                {
                    value = trait.Value;
                    return true;
                }
            }
        }

        value = Traits.TryGet(slot, out var row) ? row.Value : default;
        return !value.IsNull;
    }

    /// <summary>What a person said about a purpose.</summary>
    /// <param name="purposeSlot">The purpose's slot.</param>
    /// <param name="said">What they said last.</param>
    /// <param name="at">When.</param>
    /// <returns>Whether they said anything; where not, the catalog's default counts.</returns>
    public bool TryGetConsent(int purposeSlot, out Consent said, out Instant at)
    {
        var found = ConsentRows.TryGet(purposeSlot, out var row);
        (said, at) = (row.Value, row.Stamp.Time);
        return found;
    }

    /// <summary>Whether a person agrees to a purpose; null where they said nothing.</summary>
    internal bool? Agrees(int purposeSlot) => ConsentRows.TryGet(purposeSlot, out var row) ? row.Value.IsGranted : null;

    /// <summary>The purposes that a person agrees to, as bits by slot.</summary>
    /// <param name="defaults">Those that count as agreed to where nothing was said.</param>
    internal uint Granted(uint defaults)
    {
        foreach (ref readonly var row in ConsentRows.Rows)
        {
            var bit = 1U << row.Slot;
            defaults = row.Value.IsGranted ? defaults | bit : defaults & ~bit;
        }

        return defaults;
    }

    /// <summary>Until when a person wants nothing at all; null where they never said so. It may be over.</summary>
    public Instant? SnoozedUntil => RestRows.TryGet(0, out var row) ? row.Value : null;

    /// <summary>When a person is not to be disturbed; null where they said nothing about it.</summary>
    public PersonalQuietHours? QuietHours => QuietRows.TryGet(0, out var row) ? row.Value : null;

    /// <summary>When a person last said that they want less like an action; null where they never did, or do not mind it any more.</summary>
    /// <param name="actionSlot">The action's slot.</param>
    public Instant? WantsLessLike(int actionSlot) => LessRows.TryGet(actionSlot, out var row) && row.Value ? row.Stamp.Time : null;

    /// <summary>What a person said about a source of data.</summary>
    /// <param name="slot">The source's slot.</param>
    /// <param name="isOn">Whether data about them may come from there; they may where nothing was said.</param>
    /// <param name="said">When they said so; null for never.</param>
    public void ReadDataSource(int slot, out bool isOn, out Instant? said)
    {
        var isSaid = DataSourceRows.TryGet(slot, out var row);
        (isOn, said) = (!isSaid || row.Value, isSaid ? row.Stamp.Time : null);
    }

    /// <summary>Whether a person switched off the source of an event; false for one of no source.</summary>
    public bool IsSwitchedOff(string? source) =>
        source is not null && !DataSourceRows.Rows.IsEmpty && Plan.DataSourceSlots.TryGetValue(source, out var slot) && DataSourceRows.TryGet(slot, out var row) && !row.Value;

    /// <summary>How often a person wants what is of a topic together; null where they said nothing about it.</summary>
    /// <param name="setting">The topic's place in <see cref="Catalog.TopicSettings"/>.</param>
    public DigestFrequency? Digest(int setting) => DigestRows.TryGet(setting, out var row) ? row.Value : null;

    /// <summary>Whether an error of <see cref="RaisedErrors"/> is unresolved: no event of a later stamp resolved it.</summary>
    public bool IsOpen(in RaisedError error)
    {
        foreach (ref readonly var resolved in Resolved.Rows)
        {
            if (resolved.Resolves(error))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>When an error of <see cref="RaisedErrors"/> was resolved: the time of the earliest remembered resolution behind it, of which only the newest of each feature is remembered; null while it is open.</summary>
    public Instant? ResolvedAt(in RaisedError error)
    {
        Instant? earliest = null;
        foreach (ref readonly var resolved in Resolved.Rows)
        {
            if (resolved.Resolves(error) && (earliest is null || resolved.Stamp.Time < earliest))
            {
                earliest = resolved.Stamp.Time;
            }
        }

        return earliest;
    }

    /// <summary>Sums up the remembered errors of one kind.</summary>
    public ErrorSummary Errors(int slot)
    {
        int open = 0, count = 0;
        RaisedError newest = default;
        foreach (ref readonly var error in Raised.Rows)
        {
            if (error.Slot == slot)
            {
                newest = count++ == 0 ? error : newest;
                open += IsOpen(error) ? 1 : 0;
            }
        }

        return new ErrorSummary(open, count, count == 0 ? null : newest.Stamp.Time, newest.Code, newest.Feature);
    }

    /// <summary>Reads a meter in the period that <paramref name="now"/> lies in.</summary>
    public MeterReading Meter(int slot, Instant now)
    {
        ref readonly var meter = ref Plan.Meters[slot];
        Instant? start = meter.Mode == MeterMode.Set ? null : Period.Start(meter.Period, Period.Index(meter.Period, now));
        return new MeterReading(MeterUsedMillionths(slot, now), MeterLimitMillionths(slot), start);
    }

    /// <summary>What is used of a meter in the period that <paramref name="now"/> lies in, in millionths of the unit.</summary>
    /// <remarks>What conditions ask for all day; <see cref="Meter"/> also finds out when the period began.</remarks>
    public long MeterUsedMillionths(int slot, Instant now)
    {
        ref readonly var meter = ref Plan.Meters[slot];
        if (meter.Mode == MeterMode.Set)
        {
            return MeterReadings.TryGet(slot, out var row) ? row.Value : 0;
        }

        return MeterSums.At(slot, Period.Index(meter.Period, now));
    }

    /// <summary>A meter's limit in millionths of the unit, or null where none was ever set.</summary>
    public long? MeterLimitMillionths(int slot) => MeterLimits.TryGet(slot, out var row) ? row.Value : null;

    /// <summary>How far a checklist is done.</summary>
    public ChecklistProgress Checklist(int slot) => new(Steps.Steps(slot), Plan.ChecklistTotals[slot]);

    /// <summary>When a step of a checklist was first completed, or null for not yet.</summary>
    public Instant? StepCompleted(int slot, int step) => Steps.Time(slot, step);

    /// <summary>How a feature was used.</summary>
    public FeatureUse Feature(int slot) => FeatureRows.Of(slot);

    /// <summary>How many events a counter counted in its window, to the precision of its bucket: the bucket that now lies in, and those before it.</summary>
    public long Count(int slot, Instant now)
    {
        ref readonly var counter = ref Plan.Counters[slot];
        var index = counter.Bucket(now);
        return CounterBuckets.Sum(slot, index - counter.Buckets + 1, index);
    }

    /// <summary>When the newest event of a history of the kind <see cref="HistoryKind.Last"/> happened, or null for never.</summary>
    public Instant? HistoryLast(int slot) => HistoryTimes.Time(slot);

    /// <summary>How many events a history counted in its window, or the sum of their numbers in millionths; to the precision of a bucket, as <see cref="Count"/>.</summary>
    public long HistorySum(int slot, Instant now)
    {
        ref readonly var history = ref Plan.HistoryShapes[slot];
        var index = history.Bucket(now);
        return HistorySums.Sum(slot, index - history.Buckets + 1, index);
    }

    /// <summary>How many different values a history of the kind <see cref="HistoryKind.Values"/> saw after a time, among the newest <see cref="Limits.HistoryValuesMax"/>.</summary>
    public int HistoryValueCount(int slot, Instant after) => HistoryValues.CountAfter(slot, after);

    /// <summary>The newest text that was said of a member of the context, or null for none.</summary>
    public string? Context(ContextMember member) => ContextTexts.TryGet((int)member, out var row) ? row.Value : null;

    /// <summary>What was served of an action and what came of it.</summary>
    public Exposure Exposure(int actionSlot)
    {
        var exposure = ExposureRows.Of(actionSlot);
        return Snoozes.TryGet(actionSlot, out var row) ? exposure with { SnoozedUntil = new Instant(row.Value) } : exposure;
    }

    /// <summary>What is used of a cap that counts for this side, in the window that <paramref name="at"/> lies in.</summary>
    /// <remarks>
    /// A sliding window reaches back from <paramref name="at"/> (in its first instant no more). What is to be delivered after
    /// <paramref name="at"/> counts as well, so that no window ever holds more than the cap.
    /// </remarks>
    /// <param name="capSlot">The cap's slot.</param>
    /// <param name="at">When the next one would count.</param>
    /// <param name="zone">The time zone of calendar windows.</param>
    public CapUse Cap(int capSlot, Instant at, TimeZoneRules zone)
    {
        ref readonly var cap = ref Plan.Caps[capSlot];
        var used = CapUsed(capSlot, at, zone);
        return used < cap.Max ? new CapUse(used, cap.Max, at) : new CapUse(used, cap.Max, cap.Free(at, zone, CapTimes.FromNewest(capSlot, cap.Max)));
    }

    /// <summary>How many count for a cap, as <see cref="Cap"/> says; exact up to the cap.</summary>
    /// <param name="capSlot">The cap's slot.</param>
    /// <param name="at">When the next one would count.</param>
    /// <param name="zone">The time zone of calendar windows.</param>
    public int CapUsed(int capSlot, Instant at, TimeZoneRules zone) => CapTimes.CountAfter(capSlot, Plan.Caps[capSlot].After(at, zone));

    /// <summary>What was spent of a budget, in millionths of its unit. Only the budget's own profile knows.</summary>
    /// <param name="budgetSlot">The budget's slot.</param>
    /// <param name="now">An instant of the period.</param>
    /// <returns>The sum; <see cref="long.MaxValue"/> for a period that is so long over that nobody knows any more: it pays nothing, or it would pay twice.</returns>
    public long SpentMillionths(int budgetSlot, Instant now)
    {
        ref readonly var budget = ref Plan.Budgets[budgetSlot];
        var index = budget.Index(now);
        return BudgetSums.IsBehind(budgetSlot, index, budget.SpanMinutes) ? long.MaxValue : BudgetSums.At(budgetSlot, index);
    }

    /// <summary>Finds the newest decision that was served under a caller's key.</summary>
    /// <param name="surface">The surface that was asked for.</param>
    /// <param name="requestId">The key.</param>
    /// <param name="since">How old it may be: the earliest time, included.</param>
    /// <returns>The decision's id, or null for none among the newest <see cref="Limits.RequestsMax"/>.</returns>
    /// <remarks>The key is compared by its 64-bit hash; confirm it on the stored decision.</remarks>
    public string? RepeatedDecision(string surface, string requestId, Instant since)
    {
        var hash = ServedRequest.HashOf(surface, requestId);
        foreach (ref readonly var request in Requests.Rows)
        {
            if (request.RequestHash == hash && request.Stamp.Time >= since)
            {
                return request.DecisionId;
            }
        }

        return null;
    }
}
