using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Grpc;
using Personalization.Grpc;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Personalization.Gateway.Tests.Grpc;

/// <summary>The methods that a running server answers, so that tests can walk over all of them.</summary>
internal static class RpcMethods
{
    /// <summary>Open to all on purpose, and why.</summary>
    public static IReadOnlyDictionary<string, string> Open { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["grpc.health.v1.Health"] = "Load balancers ask it, and it tells of no tenant.",
        ["grpc.reflection.v1.ServerReflection"] = "Tools ask it which methods there are; the contracts are public.",
        ["grpc.reflection.v1alpha.ServerReflection"] = "The same, for older tools.",
    };

    /// <summary>Every service of the server.</summary>
    public static IReadOnlyList<ServiceDescriptor> Services(IServiceProvider services)
    {
        var answered = new GrpcServices();
        services.GetRequiredService<RpcServices>().Configure(answered);
        return answered.Descriptors;
    }

    /// <summary>Every method of every service that is not open.</summary>
    public static IEnumerable<MethodDescriptor> Guarded(IServiceProvider services) =>
        Services(services).Where(service => !Open.ContainsKey(service.FullName)).SelectMany(service => service.Methods);

    /// <summary>Where a method is called.</summary>
    public static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
