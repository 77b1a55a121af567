using Orleans.CodeGeneration;
using Personalization.Cluster.Notices;

namespace Personalization.Cluster.Memory;

/// <summary>Brings what processes without a silo have to tell all silos to one that can.</summary>
[Alias("personalization.subject-memory"), Version(1)]
internal interface ISubjectMemoryGrain : IGrainWithIntegerKey
{
    /// <summary>Has all silos forget a subject.</summary>
    /// <param name="subject">The key of its grain.</param>
    /// <returns>Null, or which silo may remember it still.</returns>
    [Alias("forget")]
    ValueTask<string?> Forget(string subject);

    /// <summary>Hands notices on to whoever watches.</summary>
    [Alias("publish")]
    ValueTask Publish(NoticeBatch notices);
}
