using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging;

namespace Personalization.Grpc;

/// <summary>The methods that a server answers, each with its handler; collected once, at the start.</summary>
/// <remarks>
/// A handler answers with another status by throwing <see cref="RpcException"/>. What <see cref="GrpcServerOptions.StatusOf"/> knows has the status that it gives; any other exception is logged and answered with Unknown.
/// </remarks>
public sealed class GrpcServices
{
    private readonly List<MethodEndpoint> _endpoints = [];
    private readonly List<ICallInterceptor> _interceptors = [];

    /// <summary>The descriptions of the services added so far.</summary>
    public IReadOnlyList<ServiceDescriptor> Descriptors => _endpoints.Select(endpoint => endpoint.Descriptor.Service).Distinct().ToArray();

    /// <summary>Adds an interceptor for every method; they start in this order and finish in the reverse.</summary>
    public GrpcServices Intercept(ICallInterceptor interceptor)
    {
        _interceptors.Add(interceptor);
        return this;
    }

    /// <summary>Adds a method with one request and one response.</summary>
    /// <exception cref="ArgumentException">The method has another shape, or a handler already.</exception>
    public GrpcServices Unary<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Func<TRequest, CallContext, ValueTask<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(MethodShape.Unary, method.Shape, new UnaryEndpoint<TRequest, TResponse>(method, handler));

    /// <summary>Adds a method with many requests and one response.</summary>
    /// <inheritdoc cref="Unary" path="/exception" />
    public GrpcServices ClientStream<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Func<IAsyncEnumerable<TRequest>, CallContext, ValueTask<TResponse>> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(MethodShape.ClientStream, method.Shape, new ClientStreamEndpoint<TRequest, TResponse>(method, handler));

    /// <summary>Adds a method with one request and many responses.</summary>
    /// <inheritdoc cref="Unary" path="/exception" />
    public GrpcServices ServerStream<TRequest, TResponse>(
        Method<TRequest, TResponse> method, Func<TRequest, ResponseStream<TResponse>, CallContext, ValueTask> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(MethodShape.ServerStream, method.Shape, new ServerStreamEndpoint<TRequest, TResponse>(method, handler));

    /// <summary>Adds a method with many requests and many responses.</summary>
    /// <inheritdoc cref="Unary" path="/exception" />
    public GrpcServices Duplex<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        Func<IAsyncEnumerable<TRequest>, ResponseStream<TResponse>, CallContext, ValueTask> handler)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        Add(MethodShape.Duplex, method.Shape, new DuplexEndpoint<TRequest, TResponse>(method, handler));

    internal GrpcRouter Build(GrpcServerOptions options, ILogger logger) => new(_endpoints, [.. _interceptors], options, logger);

    private GrpcServices Add(MethodShape expected, MethodShape actual, MethodEndpoint endpoint)
    {
        if (expected != actual)
            throw new ArgumentException($"{endpoint.Path} is {actual}, not {expected}.", nameof(actual));
        if (_endpoints.Exists(known => known.Path == endpoint.Path))
            throw new ArgumentException($"{endpoint.Path} has a handler already.", nameof(endpoint));
        _endpoints.Add(endpoint);
        return this;
    }
}
