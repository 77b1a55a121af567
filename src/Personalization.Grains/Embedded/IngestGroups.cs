using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>A batch by person, each person's events in the order given.</summary>
internal sealed class IngestGroups
{
    private readonly List<IngestGroup> groups = [];

    private IngestGroups(int count) => Items = new IngestItem[count];

    /// <summary>The groups in the order of their first events.</summary>
    public IReadOnlyList<IngestGroup> All => groups;

    /// <summary>The events by their index in the batch.</summary>
    public IngestItem[] Items { get; }

    /// <summary>The indexes of an event and those of its group that follow.</summary>
    public IReadOnlyList<int> From(int first)
    {
        var indexes = new List<int>();
        for (var at = first; at >= 0; at = Items[at].Next)
        {
            indexes.Add(at);
        }

        return indexes;
    }

    /// <summary>Groups a batch; what cannot be taken in is answered at once and is in no group.</summary>
    public static IngestGroups Of(
        TenantId tenant, IReadOnlyList<IncomingEvent> events, ActiveCatalog catalog, Instant now, TimeSpan? retention, IngestAnswer[] answers)
    {
        var result = new IngestGroups(events.Count);
        var lasts = new Dictionary<SubjectKey, int>(events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            var incoming = events[at];
            if (FindProblem(incoming.Event.Time, now, retention) is { } problem)
            {
                answers[at] = new IngestAnswer(IngestStatus.Rejected, problem);
                continue;
            }

            var user = UserOf(tenant, incoming);
            if (user is null && incoming.Event.AccountId is null)
            {
                answers[at] = new IngestAnswer(IngestStatus.Rejected, GrainProblems.SubjectRequired);
                continue;
            }

            result.Add(at, incoming, user, user ?? new SubjectKey(tenant, SubjectKind.Account, incoming.Event.AccountId!), catalog, lasts);
        }

        return result;
    }

    /// <summary>Why nothing that happened then is taken in; null where it is.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="now">The clock of the call.</param>
    /// <param name="retention">How long events are kept; null for ever.</param>
    public static Problem? FindProblem(Instant time, Instant now, TimeSpan? retention) =>
        time < Instant.MinValue || time > now + Limits.EventTimeAhead ? GrainProblems.TimeOutOfRange
        : retention is { } kept && time < now - kept ? GrainProblems.TooOld
        : null;

    private static SubjectKey? UserOf(TenantId tenant, IncomingEvent incoming) => incoming switch
    {
        { UserId: { } user } => new SubjectKey(tenant, SubjectKind.User, user),
        { AnonymousId: { } visitor } => new SubjectKey(tenant, SubjectKind.Anonymous, visitor),
        _ => null,
    };

    private void Add(int at, IncomingEvent incoming, SubjectKey? user, in SubjectKey group, ActiveCatalog catalog, Dictionary<SubjectKey, int> lasts)
    {
        ref var item = ref Items[at];
        item.Event = incoming.Event;
        item.IdHash = incoming.Event.IdHash;
        item.Side = catalog.Routes.Find(incoming.Event, user is not null);
        item.Next = -1;
        if (lasts.TryGetValue(group, out var last))
        {
            Items[last].Next = at;
        }
        else
        {
            groups.Add(new IngestGroup(user, at));
        }

        lasts[group] = at;
    }
}
