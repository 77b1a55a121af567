using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Personalization.Cluster.Tests;

/// <summary>A cluster of two silos in this process, joined by pipes instead of ports; control state lives in memory.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private readonly InProcessTestCluster cluster = Build();

    public IReadOnlyList<IGrainFactory> Silos => [.. cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<IGrainFactory>())];

    public IGrainFactory Client => cluster.Client;

    public async ValueTask InitializeAsync() => await cluster.DeployAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static InProcessTestCluster Build()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => silo.AddMemoryGrainStorage(ControlStorage.Name));
        return builder.Build();
    }
}
