using System.Diagnostics.CodeAnalysis;
using Orleans.Concurrency;
using Personalization.Cluster.Placement;
using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>What all subjects' grains do: while one is activated here, this silo's node owns its subject.</summary>
/// <remarks>
/// Turns run side by side; the node orders those that write. Most calls come in on the silo where their subject lives and go to the node without a grain call,
/// so Orleans cannot tell who is idle: the node can (<see cref="Hosting.IdleSubjects"/>).
/// </remarks>
[Reentrant, CollectionAgeLimit(AlwaysActive = true)]
internal abstract class SubjectGrain(NodeProfiles node, WireVersions versions) : Grain, ISubjectGrain
{
    private SubjectKey subject;

    /// <inheritdoc/>
    [SuppressMessage("Design", "MA0054", Justification = "Other silos have no form for the cause.")]
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        subject = SubjectGrainKey.Parse(this.GetPrimaryKeyString());
        try
        {
            node.TakeUp(subject);
            return Task.CompletedTask;
        }
        catch (ProfilesFailedException failed)
        {
            // What callers on other silos understand: this one is about to end, and the subject will live elsewhere.
            throw new SiloUnavailableException(failed.Message);
        }
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => node.GiveUp(subject, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReplyParcel> Run(TurnParcel turn, CancellationToken cancellation) => turn.Answer(versions, GrainContext.Address.SiloAddress!.GetConsistentHashCode(), opened => node.Run(subject, opened, cancellation));

    /// <inheritdoc/>
    public ValueTask Rest()
    {
        DeactivateOnIdle();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask Move(string anchor)
    {
        Anchor.Set(anchor);
        MigrateOnIdle();
        return ValueTask.CompletedTask;
    }
}
