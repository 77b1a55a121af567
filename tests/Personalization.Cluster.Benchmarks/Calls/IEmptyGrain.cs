namespace Personalization.Cluster.Benchmarks.Calls;

/// <summary>A grain that does nothing: what Orleans itself takes for a call and for an activation.</summary>
internal interface IEmptyGrain : IGrainWithStringKey
{
    /// <summary>Does nothing.</summary>
    ValueTask Call();

    /// <summary>The silo where it is activated.</summary>
    ValueTask<SiloAddress> Where();
}
