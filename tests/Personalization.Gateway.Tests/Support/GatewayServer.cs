using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Rollups;
using Personalization.Grpc;
using Personalization.Journal.Control;
using Personalization.Hosting.Catalogs;
using Personalization.Server.Hosting;
using Personalization.Server.Keys;
using Personalization.Server.Settings;

namespace Personalization.Gateway.Tests.Support;

/// <summary>The whole server in this process on free ports, over a folder of its own, with the sample's catalog.</summary>
public sealed class GatewayServer : IAsyncLifetime
{
    private readonly bool ownsFolder;
    private readonly string folder;
    private readonly Uri? broker;
    private readonly string? postgres;
    private readonly IReadOnlyDictionary<string, string?>? configuration;
    private readonly ILoggerProvider? logs;
    private RegionMap regions = RegionMap.None;
    private RollupSettings rollups = RollupSettings.Default;
    private Stores? stores;
    private WebApplication? app;

    public GatewayServer()
        : this(Directory.CreateTempSubdirectory("gateway-").FullName, ownsFolder: true)
    {
    }

    private GatewayServer(
        string folder, bool ownsFolder, Uri? broker = null, string? postgres = null, IReadOnlyDictionary<string, string?>? configuration = null, ILoggerProvider? logs = null)
    {
        (this.postgres, this.configuration, this.logs) = (postgres, configuration, logs);
        this.folder = folder;
        this.broker = broker;
        this.ownsFolder = ownsFolder;
    }

    public HttpClient Http { get; private set; } = null!;

    public GrpcClient Grpc { get; private set; } = null!;

    public Uri GrpcAddress { get; private set; } = null!;

    /// <summary>Whose tokens it takes beside keys.</summary>
    internal TestIssuer Issuer { get; } = new();

    public IServiceProvider Services => app!.Services;

    public IControlStore Control => stores!.Control;

    /// <summary>The data folder.</summary>
    public string Folder => folder;

    /// <summary>A server on a folder that outlives it.</summary>
    public static async Task<GatewayServer> On(string folder, Uri? broker = null, string? postgres = null)
    {
        var server = new GatewayServer(folder, ownsFolder: false, broker, postgres);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server on a folder of its own that is configured and logs.</summary>
    public static async Task<GatewayServer> With(IReadOnlyDictionary<string, string?> configuration, ILoggerProvider? logs = null)
    {
        var server = new GatewayServer(Directory.CreateTempSubdirectory("gateway-").FullName, ownsFolder: true, configuration: configuration, logs: logs);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server of a region on a folder of its own.</summary>
    public static async Task<GatewayServer> In(RegionMap regions, string? postgres = null)
    {
        var server = new GatewayServer(Directory.CreateTempSubdirectory("gateway-").FullName, ownsFolder: true, postgres: postgres) { regions = regions };
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server on a folder of its own whose rollups may be about so few people.</summary>
    public static async Task<GatewayServer> About(int peopleMin)
    {
        var server = new GatewayServer { rollups = new RollupSettings(peopleMin) };
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        var anyPort = new IPEndPoint(IPAddress.Loopback, 0);
        var settings = new ServerSettings { Http = anyPort, Grpc = anyPort, Data = folder, Broker = broker, Postgres = postgres, Regions = regions, Rollups = rollups, Tokens = Issuer.Settings };
        stores = await Stores.Open(settings, CatalogFolder.Load(null));
        await FirstKey.Ensure(stores.Control, settings);
        await stores.Catalogs.Refresh();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(configuration);
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs);
        }

        app = ServerHost.Build(builder, settings, stores);
        await app.StartAsync();
        var (http, grpc) = ServerHost.Addresses(app);
        GrpcAddress = grpc;
        var key = (await File.ReadAllTextAsync(FirstKey.PathIn(folder))).Trim();
        Http = ClientWith(http, key);
        Grpc = GrpcClient.For(grpc, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + key) });
    }

    /// <summary>A key of the same tenant with only these scopes.</summary>
    public string KeyWith(KeyScopes scopes)
    {
        return Made(Control.Keys.Create(FirstKey.Tenant, scopes, "test"));
    }

    /// <summary>A key of a tenant that nobody else uses.</summary>
    public string KeyOfNewTenant()
    {
        var tenant = new TenantId($"test/t{Guid.NewGuid():N}");
        var ensured = Control.Tenants.Ensure(tenant);
        Assert.True(ensured.IsCompletedSuccessfully);
        return Made(Control.Keys.Create(tenant, KeyScopes.All, "test"));
    }

    /// <summary>A key of a tenant that nobody else uses, once it has its catalog.</summary>
    public async Task<string> KeyOfReadyTenant()
    {
        var key = KeyOfNewTenant();
        await stores!.Catalogs.Refresh();
        return key;
    }

    /// <summary>Tells it to stop, as a signal does, and waits for nothing.</summary>
    public void Stop() => app!.Lifetime.StopApplication();

    /// <summary>A client of this server with another key, or none.</summary>
    public HttpClient ClientWith(string? key) => ClientWith(Http.BaseAddress!, key);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Grpc.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        await stores!.DisposeAsync();
        Issuer.Dispose();
        if (ownsFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The text of a key. In a data folder it is made before the call returns.</summary>
    private static string Made(ValueTask<(Problem? Problem, CreatedKey? Created)> creation)
    {
        Assert.True(creation.IsCompletedSuccessfully);
        return creation.Result.Created!.Text;
    }

    private static HttpClient ClientWith(Uri address, string? key)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
