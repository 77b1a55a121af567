using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Replay;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Tests.Replays;

/// <summary>Work that goes a position further each time that the test lets it, and finds something there.</summary>
internal sealed class SteppedWorks : IJobWorks, IDisposable
{
    private readonly SemaphoreSlim steps = new(0);

    /// <summary>Lets the work of any job go on by so many.</summary>
    public void Step(int count) => steps.Release(count);

    public ValueTask<IJobWork> Open(ReplayJob job, JobFolder folder, IReplayFindings findings, CancellationToken cancellation) => new(new Work(job, findings, steps));

    public void Dispose() => steps.Dispose();

    private sealed class Work(ReplayJob job, IReplayFindings findings, SemaphoreSlim steps) : IJobWork
    {
        public async IAsyncEnumerable<JobMark> Run(long after, [EnumeratorCancellation] CancellationToken cancellation)
        {
            for (var at = after + 1; at <= job.End; at++)
            {
                await steps.WaitAsync(cancellation);
                await findings.Add(
                    new UnknownCatalog($"d{at}", new SubjectKey(job.Tenant, SubjectKind.User, "u1"), "home", new Instant(at), at, new string('x', 1_000)), cancellation);
                yield return new JobMark(at, new Dictionary<string, long> { [ReplayCounts.Events] = at - after }, (double)at / job.End, at - after);
            }
        }

        public ValueTask DisposeAsync() => default;
    }
}
