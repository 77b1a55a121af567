using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Replays;
using Personalization.Replay;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Tests.Replays;

public sealed class ReplayServiceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("replays-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task What_is_left_to_do_waits_until_the_server_has_started()
    {
        using var host = new StartingHost();
        var works = new SeenWorks();
        using var jobs = new ReplayJobs(folder.FullName, works, TimeProvider.System);
        Assert.Null(jobs.Start(new TenantId("acme/production"), "key", new ReplayOrder(ReplayKind.Verify), 0, null).Problem);
        using var service = new ReplayService(jobs, host, NullLogger<ReplayService>.Instance);

        await service.StartAsync(TestContext.Current.CancellationToken);
        Assert.Same(host.Asked, await Task.WhenAny(host.Asked, works.Opened));
        Assert.False(works.Opened.IsCompleted);

        host.HaveStarted();
        await works.Opened;
        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A host that says when somebody asks whether it has started.</summary>
    private sealed class StartingHost : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource started = new();
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => asked.Task;

        public CancellationToken ApplicationStarted
        {
            get
            {
                asked.TrySetResult();
                return started.Token;
            }
        }

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void HaveStarted() => started.Cancel();

        public void StopApplication() => throw new NotSupportedException();

        public void Dispose() => started.Dispose();
    }

    private sealed class SeenWorks : IJobWorks
    {
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opened => opened.Task;

        public ValueTask<IJobWork> Open(ReplayJob job, JobFolder folder, IReplayFindings findings, CancellationToken cancellation)
        {
            opened.TrySetResult();
            throw new ReplayRefusedException(ReplayProblems.Unknown);
        }
    }
}
