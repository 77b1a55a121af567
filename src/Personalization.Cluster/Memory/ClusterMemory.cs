using Personalization.Cluster.Replays;
using Personalization.Cluster.Subjects;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal.Erasures;

namespace Personalization.Cluster.Memory;

/// <summary>The memory of all silos together.</summary>
/// <remarks>
/// Nobody is kept away while a subject is destroyed: in the database that is one transaction, and whoever had the subject in memory is fenced by its versions afterwards, with events as with
/// snapshots. What is left is that nobody answers from memory any more, so all silos are told when it is done.
/// </remarks>
internal sealed class ClusterMemory(IGrainFactory grains) : ISubjectMemory
{
    /// <inheritdoc/>
    public async ValueTask<T> Destroy<T>(SubjectKey subject, Func<ValueTask<T>> destroy)
    {
        ArgumentNullException.ThrowIfNull(destroy);
        var destroyed = await destroy();
        await Settle(subject, CancellationToken.None);
        return destroyed;
    }

    /// <inheritdoc/>
    public async ValueTask Settle(SubjectKey subject, CancellationToken cancellation)
    {
        string? silent;
        try
        {
            silent = await grains.GetGrain<ISubjectMemoryGrain>(0).Forget(SubjectGrainKey.Of(subject)).AsTask().WaitAsync(cancellation);
        }
        catch (Exception lost) when (ClusterTrouble.IsPassing(lost))
        {
            throw new ErasureUnfinishedException("No silo could tell the others to forget the subject. Ask for the erasure again.", lost);
        }

        if (silent is not null)
        {
            throw new ErasureUnfinishedException($"{silent} It may have the subject in memory. Ask for the erasure again; a silo that is gone is known to be within seconds.");
        }
    }
}
