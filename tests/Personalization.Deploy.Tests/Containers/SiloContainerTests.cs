using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Personalization.HostContract.Postgres;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Personalization.Deploy.Tests.Containers;

/// <summary>The image of the silo, run from what its Dockerfile publishes, on a PostgreSQL of its own.</summary>
public sealed class SiloContainerTests(PublishedImages images, PostgresServer postgres)
{
    [Fact]
    public async Task The_entry_point_joins_as_a_user_without_rights_on_a_root_that_cannot_be_written_and_drains()
    {
        Assert.SkipWhen(Container.Missing is not null, Container.Missing ?? "");
        var (image, binds, settings) = (await images.Of("silo"), await Binds(), await Settings());

        var (exitCode, output) = await Container.Run("silo", image, binds, settings, "cluster", "init");
        Assert.True(exitCode == 0, output);
        using var silo = Container.Start("silo", image, binds, settings);
        using var http = new HttpClient { BaseAddress = await silo.Address() };
        while (await http.GetAsync("/readyz", TestContext.Current.CancellationToken) is { StatusCode: not HttpStatusCode.OK } answer)
        {
            answer.Dispose();
        }

        Confinement.Check(silo);
        Assert.Empty(silo.Files("/tmp"));
        Assert.Equal((0, "ready"), await Container.Run("silo", image, binds, settings, "ready", "--http", http.BaseAddress.ToString()));
        Assert.True(await silo.Terminate() == 0, silo.Output);
    }

    [Fact]
    public async Task Without_the_tables_of_a_cluster_it_ends_and_says_what_makes_them()
    {
        Assert.SkipWhen(Container.Missing is not null, Container.Missing ?? "");
        var image = await images.Of("silo");
        using var silo = Container.Start("silo", image, await Binds(), await Settings());

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(silo.Address);

        Assert.Contains("ended with 1", refused.Message, StringComparison.Ordinal);
        Assert.Contains("personalize cluster init", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The database's socket, whose folder is opened to the image's user, and the catalog.</summary>
    private async Task<string> Binds()
    {
        var folder = Path.GetDirectoryName(await postgres.Socket())!;
        await Command.Do("/", "chmod", "a+x", folder);
        return $"{folder}:/run/postgresql,{Repository.PathOf("samples/saas/catalog")}:/catalog";
    }

    /// <summary>As Compose sets it, on free ports of the loopback.</summary>
    private async Task<Dictionary<string, string>> Settings()
    {
        var made = await postgres.NewDatabase();
        var (silo, gateway) = FreePorts();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PERSONALIZATION_POSTGRES"] = $"Host=/run/postgresql;Username=postgres;Database={made.Split("Database=")[1].Split(';')[0]}",
            ["PERSONALIZATION_HTTP"] = "127.0.0.1:0",
            ["PERSONALIZATION_GRPC"] = "127.0.0.1:0",
            ["PERSONALIZATION_SILO_PORT"] = silo,
            ["PERSONALIZATION_GATEWAY_PORT"] = gateway,
            ["PERSONALIZATION_CATALOG"] = "/catalog",
            ["PERSONALIZATION_API_KEY"] = "pk_container-tests-with-a-key",
            ["PERSONALIZATION_DRAIN_PAUSE"] = "0",
        };
    }

    /// <summary>Both at once, so that they are two.</summary>
    private static (string Silo, string Gateway) FreePorts()
    {
        using TcpListener first = new(IPAddress.Loopback, 0), second = new(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (Port(first), Port(second));

        static string Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
