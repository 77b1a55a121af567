using Google.Protobuf;
using Personalization.Grpc;

namespace Personalization.Gateway.Tests.Support;

/// <summary>Calls that end with their test.</summary>
internal static class RpcCalls
{
    public static Task<TResponse> Call<TRequest, TResponse>(this GrpcClient client, Method<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        client.UnaryAsync(method, request, cancellation: TestContext.Current.CancellationToken);

    public static ClientCall<TRequest, TResponse> Stream<TRequest, TResponse>(this GrpcClient client, Method<TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        client.Open(method, cancellation: TestContext.Current.CancellationToken);
}
