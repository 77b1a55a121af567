using Personalization.Core.Events;

namespace Personalization.Projections.Rollups;

/// <summary>What happened in an account over some days.</summary>
/// <param name="Account">The account.</param>
/// <param name="From">The first day, in UTC.</param>
/// <param name="To">The last day.</param>
/// <param name="IsComplete">Whether all that happened before the counting last began anew has been counted.</param>
/// <param name="Total">All days that are told together, and nothing of the others, which could else be reckoned; its active users are counted once, however many days they came on.</param>
/// <param name="Days">The days on which something happened, in order.</param>
public sealed record AccountRollup(string Account, DateOnly From, DateOnly To, bool IsComplete, RollupCounts Total, IReadOnlyList<RollupDay> Days);

/// <summary>What happened in an account on a day.</summary>
/// <param name="Day">The day, in UTC, by the times of the events.</param>
/// <param name="Counts">What happened; null where too few people were there for it to be about nobody.</param>
public sealed record RollupDay(DateOnly Day, RollupCounts? Counts);

/// <summary>Counts.</summary>
/// <param name="ActiveUsers">Users and visitors who did or saw something. Estimated: exact for a few dozen as good as always, within some percent for many.</param>
/// <param name="Views">Pages and screens that were seen.</param>
/// <param name="Decisions">Decisions that were served.</param>
/// <param name="Actions">Actions that those chose.</param>
/// <param name="Events">Events of users by name, the most frequent names.</param>
/// <param name="OtherEvents">Events of users with other names.</param>
/// <param name="AccountEvents">Events of the account's own stream by name. One that concerns both a user and the account is counted here and there.</param>
/// <param name="OtherAccountEvents">Events of the account's own stream with other names.</param>
/// <param name="Outcomes">Outcomes by kind.</param>
public sealed record RollupCounts(
    long ActiveUsers,
    long Views,
    long Decisions,
    long Actions,
    IReadOnlyDictionary<string, long> Events,
    long OtherEvents,
    IReadOnlyDictionary<string, long> AccountEvents,
    long OtherAccountEvents,
    IReadOnlyDictionary<Outcome, long> Outcomes);
