using Orleans.Runtime.Services;

namespace Personalization.Cluster.Memory;

/// <summary>Tells all silos to forget a subject.</summary>
internal sealed class ForgettingPost(IServiceProvider services, IGrainFactory grains) : GrainServiceClient<IForgettingService>(services)
{
    /// <summary>Tells those that the table of members has as alive now, and waits for all of them.</summary>
    /// <param name="subject">The key of the subject's grain.</param>
    /// <returns>Null, or which silo may remember it still.</returns>
    public async Task<string?> Tell(string subject)
    {
        var members = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: false);
        var answers = await Task.WhenAll(members.Where(one => HasSubjects(one.Value)).Select(one => Tell(one.Key, subject)));
        return Array.Find(answers, one => one is not null);
    }

    /// <summary>One that joins has read nothing yet, and one that stops may be about to give up what it has.</summary>
    private static bool HasSubjects(SiloStatus status) => status is SiloStatus.Active or SiloStatus.ShuttingDown or SiloStatus.Stopping;

    private async Task<string?> Tell(SiloAddress silo, string subject)
    {
        using var patience = new CancellationTokenSource(Limits.CallPatience);
        try
        {
            await GetGrainService(silo).Forget(subject, patience.Token);
            return null;
        }
        catch (Exception silent) when (Replays.ClusterTrouble.IsPassing(silent) || silent is OperationCanceledException)
        {
            return $"The silo at {silo.Endpoint} does not answer ({silent.GetType().Name}).";
        }
    }
}
