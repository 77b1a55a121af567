using Google.Protobuf.Reflection;

namespace Personalization.Grpc;

/// <summary>A method with its handler. Each shape moves messages in its own way.</summary>
internal abstract class MethodEndpoint(string path, MethodDescriptor descriptor)
{
    public string Path { get; } = path;

    public MethodDescriptor Descriptor { get; } = descriptor;

    /// <summary>Reads what the handler needs, runs it, and answers.</summary>
    /// <returns>The status that the client gets.</returns>
    public abstract ValueTask<StatusCode> RunAsync(ServerCall call);
}
