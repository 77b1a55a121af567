using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Personalization.Grpc;

/// <summary>One method of a service contract: where it is called and what it takes and gives.</summary>
/// <typeparam name="TRequest">The generated request message.</typeparam>
/// <typeparam name="TResponse">The generated response message.</typeparam>
public sealed class Method<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>Finds a method in the generated descriptor of its file.</summary>
    /// <param name="file">For example <c>EventsReflection.Descriptor</c>.</param>
    /// <param name="service">The service's name without its package.</param>
    /// <param name="name">The method's name.</param>
    /// <exception cref="ArgumentException">The file has no such method, or its messages are others.</exception>
    public Method(FileDescriptor file, string service, string name)
    {
        var method = file.Services.FirstOrDefault(candidate => candidate.Name == service)?.FindMethodByName(name)
            ?? throw new ArgumentException($"{file.Name} has no method {service}.{name}.", nameof(name));
        if (method.InputType.ClrType != typeof(TRequest) || method.OutputType.ClrType != typeof(TResponse))
            throw new ArgumentException($"{method.FullName} has other messages than {typeof(TRequest)} and {typeof(TResponse)}.", nameof(name));
        Descriptor = method;
        Path = $"/{method.Service.FullName}/{method.Name}";
        RequestParser = (MessageParser<TRequest>)method.InputType.Parser;
        ResponseParser = (MessageParser<TResponse>)method.OutputType.Parser;
    }

    /// <summary>The path of the HTTP request, for example <c>/personalization.v1.Events/Ingest</c>. Compared exactly.</summary>
    public string Path { get; }

    /// <summary>Which sides stream.</summary>
    public MethodShape Shape => (Descriptor.IsClientStreaming, Descriptor.IsServerStreaming) switch
    {
        (false, false) => MethodShape.Unary,
        (true, false) => MethodShape.ClientStream,
        (false, true) => MethodShape.ServerStream,
        (true, true) => MethodShape.Duplex,
    };

    /// <summary>The generated description, which reflection hands out.</summary>
    public MethodDescriptor Descriptor { get; }

    internal MessageParser<TRequest> RequestParser { get; }

    internal MessageParser<TResponse> ResponseParser { get; }
}
