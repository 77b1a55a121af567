using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.Cluster.Replays;
using Personalization.Cluster.Tests.Storage;
using Personalization.Core.Subjects;
using Personalization.Journal.Postgres.Cluster;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Tests.Replays;

/// <summary>A silo with jobs of its own, over a folder that outlives it.</summary>
internal sealed class ReplaySilo : IAsyncDisposable
{
    public static readonly TenantId Tenant = new("acme/production");

    private readonly CancellationTokenSource stop = new();
    private readonly IHost host;
    private Task working = Task.CompletedTask;
    private bool isStopped;

    private ReplaySilo(IHost host) => this.host = host;

    /// <summary>The replays of all, as this silo tells them.</summary>
    public IReplayDirectory Replays => host.Services.GetRequiredService<IReplayDirectory>();

    /// <summary>Its own.</summary>
    public ReplayJobs Jobs => host.Services.GetRequiredService<ReplayJobs>();

    public static async Task<ReplaySilo> Start(ClusterSchema schema, (int Silo, int Gateway) ports, string folder, SteppedWorks works)
    {
        var place = ReplayPlace.Open(folder);
        var silo = new ReplaySilo(TestSilo.Build(schema, ports.Silo, ports.Gateway, orleans =>
        {
            orleans.Services.AddSingleton(_ => place).AddSingleton(_ => new ReplayJobs(folder, works, TimeProvider.System));
            orleans.AddReplayDirectory();
        }));
        await silo.host.StartAsync(TestContext.Current.CancellationToken);
        silo.working = silo.Jobs.Run(silo.stop.Token);
        return silo;
    }

    /// <summary>Takes a job that has so many steps.</summary>
    public async Task<string> Take(int steps)
    {
        var taken = Jobs.Start(Tenant, "key", new ReplayOrder(ReplayKind.Verify), steps, null);
        Assert.Null(taken.Problem);
        await Replays.Tell(taken.Value!);
        return taken.Value!.Id;
    }

    /// <summary>Stops as a process does that is told to.</summary>
    public async ValueTask DisposeAsync()
    {
        if (isStopped)
        {
            return;
        }

        isStopped = true;
        await host.StopAsync(CancellationToken.None);
        await stop.CancelAsync();
        await working.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        host.Dispose();
        stop.Dispose();
    }
}
