namespace Personalization.Core.Events;

/// <summary>The kinds of event. The numbers are stored and may not change.</summary>
public enum EventType : byte
{
    /// <summary>Something the product names: <see cref="Events.Tracked"/>.</summary>
    Tracked = 1,

    /// <summary>Traits of a user: <see cref="Events.Identified"/>.</summary>
    Identified = 2,

    /// <summary>Membership of an account and its traits: <see cref="Events.Grouped"/>.</summary>
    Grouped = 3,

    /// <summary>Two ids are one person: <see cref="Events.Aliased"/>.</summary>
    Aliased = 4,

    /// <summary>A page or screen was seen: <see cref="Events.Viewed"/>.</summary>
    Viewed = 5,

    /// <summary>What a person agrees to: <see cref="Events.Consented"/>.</summary>
    Consented = 6,

    /// <summary>What a person likes to get: <see cref="Events.Preferred"/>.</summary>
    Preferred = 7,

    /// <summary>An id turned out to be a user's, and its stream ends: <see cref="Events.MergedInto"/>.</summary>
    MergedInto = 8,

    /// <summary>Another id turned out to be this user: <see cref="Events.Merged"/>.</summary>
    Merged = 9,

    /// <summary>An event of an id that was merged into this user: <see cref="Events.Adopted"/>.</summary>
    Adopted = 10,

    /// <summary>A merge into this user was undone: <see cref="Events.Unmerged"/>.</summary>
    Unmerged = 11,

    /// <summary>The stream of an id that was merged into a user goes on: <see cref="Events.Reopened"/>.</summary>
    Reopened = 12,

    /// <summary>What is left of an event whose retention is over: <see cref="Events.Expired"/>.</summary>
    Expired = 13,

    /// <summary>A decision was served: <see cref="Events.Served"/>.</summary>
    Served = 16,

    /// <summary>Something came of a served action: <see cref="Events.OutcomeRecorded"/>.</summary>
    OutcomeRecorded = 17,

    /// <summary>A shared cap counted a served action: <see cref="Events.CapCounted"/>.</summary>
    CapCounted = 18,

    /// <summary>A budget paid for a served action: <see cref="Events.BudgetSpent"/>.</summary>
    BudgetSpent = 19,
}
