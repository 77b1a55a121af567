using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Projections.Stores;

namespace Personalization.Projections.Rollups;

/// <summary>Counts per account and UTC day of the events' times: active users, events by name, decisions, outcomes. No user's id is stored.</summary>
public sealed class AccountRollups : IProjection
{
    /// <summary>The name of the consumer.</summary>
    public const string ConsumerName = "account-rollups";

    private const long DayMilliseconds = 24L * 60 * 60 * 1000;

    /// <inheritdoc/>
    public string Name => ConsumerName;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public EventTypeSet Types { get; } = EventTypeSet.Of(EventType.Tracked, EventType.Viewed, EventType.Served, EventType.OutcomeRecorded);

    /// <inheritdoc/>
    public FeedStart Begins => FeedStart.Beginning;

    /// <inheritdoc/>
    public async ValueTask Apply(FeedPage page, IProjectionRows rows, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(rows);
        List<IGrouping<RowKey, StoredEvent>> days = [.. page.Events.Where(one => AccountOf(one) is not null).GroupBy(one => KeyOf(one.Subject.Tenant, AccountOf(one)!, DayOf(one)))];
        if (days.Count == 0)
        {
            return;
        }

        var stored = await rows.Read([.. days.Select(one => one.Key)], cancellation);
        for (var at = 0; at < days.Count; at++)
        {
            var day = stored[at] is { } bytes ? AccountDay.Read(bytes) : new AccountDay();
            foreach (var one in days[at])
            {
                day.Add(one);
            }

            rows.Put(days[at].Key, day.Write());
        }
    }

    /// <summary>The key of an account's day.</summary>
    internal static RowKey KeyOf(TenantId tenant, string account, int day) => RowKey.Empty.With(new SubjectKey(tenant, SubjectKind.Account, account)).With(day);

    private static string? AccountOf(in StoredEvent stored) => stored.Subject.Kind switch
    {
        SubjectKind.User or SubjectKind.Anonymous => stored.Event.AccountId,
        SubjectKind.Account => stored.Subject.Id,
        _ => null,
    };

    // Nothing that a product reports happened before 1970; a clock that says so is wrong.
    private static int DayOf(in StoredEvent stored) => (int)Math.Clamp(stored.Event.Time.UnixMilliseconds / DayMilliseconds, 0, int.MaxValue);
}
