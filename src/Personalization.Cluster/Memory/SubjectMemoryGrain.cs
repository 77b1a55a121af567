using Orleans.Concurrency;
using Personalization.Cluster.Notices;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Memory;

/// <inheritdoc cref="ISubjectMemoryGrain"/>
[GrainType("subject-memory"), StatelessWorker]
internal sealed class SubjectMemoryGrain(ForgettingPost post, IChangeNotices streams) : Grain, ISubjectMemoryGrain
{
    /// <inheritdoc/>
    public async ValueTask<string?> Forget(string subject) => await post.Tell(subject);

    /// <inheritdoc/>
    public ValueTask Publish(NoticeBatch notices) => streams.Publish([.. notices.Lines.Select(line => line.Read())], CancellationToken.None);
}
