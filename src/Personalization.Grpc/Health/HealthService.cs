using Personalization.Grpc.Health.V1;

namespace Personalization.Grpc.Health;

/// <summary>gRPC's health checking protocol, <c>grpc.health.v1.Health</c>.</summary>
public static class HealthService
{
    /// <summary>The status of one service; NotFound when nothing is known of it.</summary>
    public static Method<HealthCheckRequest, HealthCheckResponse> Check { get; } = new(HealthReflection.Descriptor, "Health", "Check");

    /// <summary>The status of one service now and whenever it changes.</summary>
    public static Method<HealthCheckRequest, HealthCheckResponse> Watch { get; } = new(HealthReflection.Descriptor, "Health", "Watch");

    /// <summary>The status of every service.</summary>
    public static Method<HealthListRequest, HealthListResponse> List { get; } = new(HealthReflection.Descriptor, "Health", "List");

    /// <summary>Adds the service.</summary>
    public static GrpcServices AddHealth(this GrpcServices services, ServiceHealth health) => services
        .Unary(Check, (request, _) => health.Get(request.Service) is { } status
            ? ValueTask.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(StatusCode.NotFound, $"Nothing is known of the health of '{request.Service}'."))
        .Unary(List, (_, _) =>
        {
            var response = new HealthListResponse();
            foreach (var (service, status) in health.List())
                response.Statuses[service] = new HealthCheckResponse { Status = status };
            return ValueTask.FromResult(response);
        })
        .ServerStream(Watch, async (request, responses, call) =>
        {
            await foreach (var status in health.WatchAsync(request.Service, call.CancellationToken))
                await responses.WriteAsync(new HealthCheckResponse { Status = status });
        });
}
