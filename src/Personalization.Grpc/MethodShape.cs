namespace Personalization.Grpc;

/// <summary>Which sides of a call send a stream of messages rather than exactly one.</summary>
public enum MethodShape
{
    /// <summary>One request, one response.</summary>
    Unary,

    /// <summary>Many requests, one response.</summary>
    ClientStream,

    /// <summary>One request, many responses.</summary>
    ServerStream,

    /// <summary>Many requests, many responses, independent of each other.</summary>
    Duplex,
}
