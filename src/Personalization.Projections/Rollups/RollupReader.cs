using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Rollups;

/// <summary>Reads what <see cref="AccountRollups"/> counted.</summary>
/// <param name="store">Where it is.</param>
/// <param name="peopleMin">How many different people a day must have for its counts to be told: of fewer, whoever knows the account knows them.</param>
public sealed class RollupReader(IProjectionStore store, int peopleMin = 0)
{
    private static readonly DateOnly Epoch = new(1970, 1, 1);

    /// <summary>The rollup of an account; empty for one that nothing is known of.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="from">The first day, in UTC; not before 1970.</param>
    /// <param name="to">The last day; at most <see cref="Limits.RollupDaysMax"/> days with the first.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The days are too many, in the wrong order, or before 1970.</exception>
    /// <exception cref="InvalidDataException">A row is damaged; making the rollups anew mends it.</exception>
    public async Task<AccountRollup> Read(TenantId tenant, string account, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var (first, last) = (from.DayNumber - Epoch.DayNumber, to.DayNumber - Epoch.DayNumber);
        ArgumentOutOfRangeException.ThrowIfNegative(first, nameof(from));
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first, nameof(to));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, first + Limits.RollupDaysMax - 1, nameof(to));

        // Asked first: rows that are read after it are no older.
        var isComplete = await store.IsComplete(AccountRollups.ConsumerName, cancellation);
        var rows = await store.Read(
            AccountRollups.ConsumerName, AccountRollups.KeyOf(tenant, account, first), AccountRollups.KeyOf(tenant, account, last).AfterAll(), Limits.RowsPerRead, cancellation);
        var total = new AccountDay();
        var days = new List<RollupDay>();
        foreach (var shards in rows.GroupBy(one => DayOf(one.Key)))
        {
            var day = new AccountDay();
            foreach (var row in shards)
            {
                day.AddAll(AccountDay.Read(row.Payload.Span));
            }

            var isTold = day.Active.Count() >= peopleMin;
            if (isTold)
            {
                total.AddAll(day);
            }

            days.Add(new RollupDay(Epoch.AddDays(shards.Key), isTold ? CountsOf(day) : null));
        }

        return new AccountRollup(account, from, to, isComplete, CountsOf(total), days);
    }

    private static int DayOf(RowKey key) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(key.Bytes[^sizeof(int)..]);

    private static RollupCounts CountsOf(AccountDay day)
    {
        day.Events.Cut();
        day.AccountEvents.Cut();
        return new(
            day.Active.Count(), day.Views, day.Decisions, day.Actions, day.Events.Counts, day.Events.Other, day.AccountEvents.Counts, day.AccountEvents.Other,
            Enum.GetValues<Outcome>().ToDictionary(one => one, day.CountOf));
    }
}
