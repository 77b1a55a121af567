using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Checking;

/// <summary>Stands between the host and the snapshots: what goes out of memory must be the fold of what is durable.</summary>
internal sealed class ObservedSnapshots(ISnapshots snapshots, Ledger ledger) : ISnapshots
{
    /// <summary>Whether the process is dead.</summary>
    public bool IsDead { get; set; }

    /// <summary>How many profiles were held against their fold.</summary>
    public long Checked { get; private set; }

    /// <inheritdoc/>
    public ValueTask<StoredSnapshot?> Load(SubjectKey subject, CancellationToken cancellation) =>
        IsDead ? throw new IOException("The process died.") : snapshots.Load(subject, cancellation);

    /// <inheritdoc/>
    public ValueTask<StoredSnapshot?> LoadMark(SubjectKey subject, MarkUse use, CancellationToken cancellation) =>
        IsDead ? throw new IOException("The process died.") : snapshots.LoadMark(subject, use, cancellation);

    /// <inheritdoc/>
    public ValueTask Save(
        IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> saved, IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> marks, CancellationToken cancellation)
    {
        if (IsDead)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var (subject, snapshot) in saved.Concat(marks))
        {
            Check(subject, snapshot);
        }

        return snapshots.Save(saved, marks, cancellation);
    }

    private void Check(SubjectKey subject, StoredSnapshot snapshot)
    {
        ViolationException.ThrowUnless(snapshot.Version <= ledger.DurableHead(subject), ViolationKind.AcknowledgedEarly,
            () => $"The snapshot of {subject} is at version {snapshot.Version}, and durable is {ledger.DurableHead(subject)}.");
        var plan = Fair.Catalogs.Single(catalog => catalog.Folds.Hash == snapshot.PlanHash).Folds;
        ViolationException.ThrowUnless(ledger.Find(subject)!.Fold(plan, snapshot.Version).AsSpan().SequenceEqual(snapshot.Payload.Span), ViolationKind.WrongFold,
            () => $"The profile of {subject} at version {snapshot.Version} is not the fold of its stream.");
        var past = ledger.Find(subject)!.Events.Take((int)snapshot.Version).Select(one => one.Event).ToList();
        ViolationException.ThrowUnless(
            snapshot.EventIdHash == StableHash.Of(past[^1].Id) && snapshot.Received == past.Aggregate(ReceivedOrder.Empty, (order, one) => order.With(one.ReceivedAt)),
            ViolationKind.WrongFold, () => $"The profile of {subject} at version {snapshot.Version} says of its events what they are not.");
        Checked++;
    }
}
