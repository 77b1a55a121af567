using System.Text;
using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Telemetry;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Ingestion;

/// <summary>The way in for events of every protocol: contract check, profiles, dead letters, report.</summary>
internal sealed class Intake(IProfiles profiles, ICatalogs catalogs, IControlStore control, IRegions regions, GatewayMetrics metrics)
{
    /// <summary>
    /// Takes in the events of one call. Returns when those accepted are durable and those refused are kept, but for those of another
    /// region: their sender is told where they belong, and they are not to be stored here.
    /// </summary>
    /// <param name="tenant">Whose events.</param>
    /// <param name="receivedAt">When they came.</param>
    /// <param name="items">The events, parsed.</param>
    /// <param name="rawOf">The JSON of an item, for the dead letters.</param>
    /// <param name="keyLabel">The label of the key that sent them, which may say what source they come from; null for none.</param>
    /// <param name="cancellation">Stops waiting; what is on its way to the journal still gets there.</param>
    /// <returns>What became of each, or a problem where nothing was tried: <c>not_ready</c>.</returns>
    public async ValueTask<Answer<IntakeReport>> Take(
        TenantId tenant,
        Instant receivedAt,
        IReadOnlyList<IntakeItem> items,
        Func<int, ReadOnlyMemory<byte>> rawOf,
        string? keyLabel,
        CancellationToken cancellation)
    {
        var report = await Judge(tenant, items, keyLabel, cancellation);
        if (report.IsOk && report.Value.Rejected.Count > 0)
        {
            await Keep(tenant, receivedAt, [.. report.Value.Rejected.Where(one => one.Problem is not WrongRegion)], rawOf);
        }

        return report;
    }

    /// <summary>The same without keeping what is refused.</summary>
    /// <inheritdoc cref="Take" path="/param"/>
    public async ValueTask<Answer<IntakeReport>> Judge(TenantId tenant, IReadOnlyList<IntakeItem> items, string? keyLabel, CancellationToken cancellation)
    {
        if (regions.Find(tenant) is { } elsewhere)
        {
            return Misdirected(items, elsewhere);
        }

        if (!catalogs.TryGetActive(tenant, out var catalog))
        {
            return new Problem(ProblemCodes.NotReady, "", "This tenant has no active catalog yet.");
        }

        var rejected = new List<RejectedEvent>();
        var good = Sort(tenant, catalog.Catalog, items, keyLabel, rejected, out var places, out var dropped);
        IReadOnlyList<IngestAnswer> answers = good.Count > 0 ? await profiles.Ingest(tenant, good, cancellation) : [];
        var (accepted, duplicates) = (0, 0);
        for (var at = 0; at < answers.Count; at++)
        {
            accepted += answers[at].Status == IngestStatus.Accepted ? 1 : 0;
            duplicates += answers[at].Status == IngestStatus.Duplicate ? 1 : 0;
            if (answers[at].Status == IngestStatus.Rejected)
            {
                rejected.Add(new RejectedEvent(places[at], good[at].Event.Id, answers[at].Problem!));
            }
        }

        rejected.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        metrics.Ingested(accepted, duplicates, rejected);
        metrics.Dropped(dropped);
        return new IntakeReport(accepted, duplicates, rejected);
    }

    /// <summary>All of them belong to another region, whether or not this one has a catalog to read them by.</summary>
    private IntakeReport Misdirected(IReadOnlyList<IntakeItem> items, Region elsewhere)
    {
        var rejected = items.Select((item, at) => new RejectedEvent(at, item.MessageId, item.Problem ?? new WrongRegion(elsewhere))).ToList();
        metrics.Ingested(0, 0, rejected);
        return new IntakeReport(0, 0, rejected);
    }

    private List<IncomingEvent> Sort(
        TenantId tenant, Catalog catalog, IReadOnlyList<IntakeItem> items, string? keyLabel, List<RejectedEvent> rejected, out List<int> places, out DroppedFields dropped)
    {
        var (contracts, sources) = (ContractIndex.Of(catalog), SourceIndex.Of(catalog));
        dropped = default;
        var good = new List<IncomingEvent>(items.Count);
        places = new List<int>(items.Count);
        for (var at = 0; at < items.Count; at++)
        {
            var item = items[at];
            if ((item.Problem ?? (regions.Find(tenant, item.Event!) is { } elsewhere ? new WrongRegion(elsewhere) : null)) is { } unfit)
            {
                rejected.Add(new RejectedEvent(at, item.MessageId, unfit));
                continue;
            }

            var incoming = item.Event!;
            var (stored, droppedFields, problem) = ContractCheck.Check(contracts, incoming.Event);
            if (problem is not null)
            {
                rejected.Add(new RejectedEvent(at, item.MessageId, problem));
                continue;
            }

            dropped = dropped.And(stored, droppedFields);
            stored = Sourced(stored, sources.Find(keyLabel, stored.Context.Source));
            good.Add(ReferenceEquals(stored, incoming.Event) ? incoming : incoming with { Event = stored });
            places.Add(at);
        }

        return good;
    }

    private static Event Sourced(Event one, string? source)
    {
        if (one.Context.Source == source)
        {
            return one;
        }

        var context = one.Context with { Source = source };
        return one with { Context = context == EventContext.None ? EventContext.None : context };
    }

    /// <summary>Keeps what was refused in the dead letters, but for what its person does not want to be kept.</summary>
    /// <param name="tenant">Whose events.</param>
    /// <param name="receivedAt">When they came.</param>
    /// <param name="rejected">Those that were refused.</param>
    /// <param name="rawOf">The JSON of an item.</param>
    public ValueTask Keep(TenantId tenant, Instant receivedAt, IReadOnlyList<RejectedEvent> rejected, Func<int, ReadOnlyMemory<byte>> rawOf)
    {
        var letters = new List<DeadLetter>(rejected.Count);
        foreach (var one in rejected.Where(one => one.Problem.Code != IngestAnswer.SourceOff))
        {
            // As text: what was refused need not be UTF-8. The store cuts what is too long to be kept.
            letters.Add(new DeadLetter(tenant, receivedAt, one.MessageId, one.Problem, Encoding.UTF8.GetString(rawOf(one.Index).Span)));
        }

        return letters.Count == 0 ? ValueTask.CompletedTask : control.DeadLetters.Add(letters);
    }
}
