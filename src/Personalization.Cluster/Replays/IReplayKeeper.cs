namespace Personalization.Cluster.Replays;

/// <summary>A process that has jobs, and answers for them. Each call names the tenant, and sees nothing of others.</summary>
[Alias("personalization.replay-keeper")]
internal interface IReplayKeeper : IGrainObserver
{
    /// <summary>Its jobs of a tenant, as they stand now.</summary>
    [Alias("list")]
    ValueTask<List<ReplayForm>> List(string tenant);

    /// <summary>One of them, or null.</summary>
    [Alias("find")]
    ValueTask<ReplayForm?> Find(string tenant, string id);

    /// <summary>Stops one; null, or why not.</summary>
    [Alias("cancel")]
    ValueTask<ProblemForm?> Cancel(string tenant, string id);

    /// <summary>Lets one go on; null, or why not.</summary>
    [Alias("resume")]
    ValueTask<ProblemForm?> Resume(string tenant, string id);

    /// <summary>A page of what one has found.</summary>
    [Alias("findings")]
    ValueTask<FindingPageForm> Findings(string tenant, string id, long from);

    /// <summary>Forgets those that name somebody; whether none is left.</summary>
    [Alias("erase")]
    ValueTask<bool> Erase(string tenant, string subject);
}
