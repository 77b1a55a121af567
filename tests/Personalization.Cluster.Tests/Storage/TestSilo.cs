using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Personalization.Cluster.Storage;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Cluster.Tests.Storage;

/// <summary>A silo as production has it, but for impatience.</summary>
internal static class TestSilo
{
    public static IHost Build(ClusterSchema schema, int siloPort, int gatewayPort, Action<ISiloBuilder>? more = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(orleans =>
        {
            orleans
                .UsePostgres(schema)
                .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("test", "test"))
                .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
                .Configure<ClusterMembershipOptions>(membership =>
                {
                    membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                    membership.NumMissedProbesLimit = 2;
                    membership.NumVotesForDeathDeclaration = 1;
                    membership.TableRefreshTimeout = TimeSpan.FromSeconds(1);
                });
            more?.Invoke(orleans);
        });
        return builder.Build();
    }
}
