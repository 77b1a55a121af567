using Orleans.Serialization;
using Orleans.Storage;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Cluster.Storage;

/// <summary>Lets silos and clients find each other, and control grains keep their state, in PostgreSQL.</summary>
public static class PostgresSilo
{
    /// <summary>How Orleans calls PostgreSQL's driver.</summary>
    private const string Invariant = "Npgsql";

    /// <summary>Joins the cluster of a schema that <see cref="ClusterSchema.Init"/> has set up, and keeps <see cref="ControlStorage"/> there.</summary>
    public static ISiloBuilder UsePostgres(this ISiloBuilder silo, ClusterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, schema.ConnectionString));
        // The serializer of the wire, whose names and numbers stay: the provider's own JSON would store the names of .NET types.
        return silo.AddAdoNetGrainStorage(ControlStorage.Name, storage => storage.Configure<Serializer>((options, serializer) =>
        {
            (options.Invariant, options.ConnectionString) = (Invariant, schema.ConnectionString);
            options.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
        }));
    }

    /// <summary>Finds the gateways of a cluster.</summary>
    public static IClientBuilder UsePostgres(this IClientBuilder client, ClusterSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, schema.ConnectionString));
    }
}
