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
    public ValueTask Save(IReadOnlyList<KeyValuePair<SubjectKey, StoredSnapshot>> saved, CancellationToken cancellation)
    {
        if (IsDead)
        {
            return ValueTask.CompletedTask;
        }

        foreach (var (subject, snapshot) in saved)
        {
            Check(subject, snapshot);
        }

        return snapshots.Save(saved, cancellation);
    }

    private void Check(SubjectKey subject, StoredSnapshot snapshot)
    {
        ViolationException.ThrowUnless(snapshot.Version <= ledger.DurableHead(subject), ViolationKind.AcknowledgedEarly,
            () => $"The snapshot of {subject} is at version {snapshot.Version}, and durable is {ledger.DurableHead(subject)}.");
        var plan = Fair.Catalogs.Single(catalog => catalog.Folds.Hash == snapshot.PlanHash).Folds;
        ViolationException.ThrowUnless(ledger.Find(subject)!.Fold(plan, snapshot.Version).AsSpan().SequenceEqual(snapshot.Payload.Span), ViolationKind.WrongFold,
            () => $"The profile of {subject} at version {snapshot.Version} is not the fold of its stream.");
        Checked++;
    }
}
