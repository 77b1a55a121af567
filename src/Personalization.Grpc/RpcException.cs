using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Personalization.Grpc;

/// <summary>A call that ended with another status than OK. A handler throws it to answer with it; the client throws it on such an answer.</summary>
public sealed class RpcException : Exception
{
    /// <summary>Makes a status with optional rich details.</summary>
    /// <param name="code">Any code but OK.</param>
    /// <param name="message">One sentence for people; travels percent-encoded, so any text will do.</param>
    /// <param name="details">Messages for programs, such as <c>google.rpc.BadRequest</c>; they travel in <c>grpc-status-details-bin</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The code is OK.</exception>
    public RpcException(StatusCode code, string message, params IReadOnlyList<IMessage> details) : base(message)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(code, StatusCode.OK);
        Code = code;
        if (details.Count > 0)
            Details = new Google.Rpc.Status { Code = (int)code, Message = message, Details = { details.Select(Any.Pack) } };
    }

    /// <summary>Makes a status that wraps what caused it.</summary>
    /// <param name="code">Any code but OK.</param>
    /// <param name="message">One sentence for people.</param>
    /// <param name="cause">Stays on this side of the wire.</param>
    public RpcException(StatusCode code, string message, Exception? cause) : base(message, cause)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(code, StatusCode.OK);
        Code = code;
    }

    /// <summary>The status. A number that this version does not know stays as it came.</summary>
    public StatusCode Code { get; }

    /// <summary>The rich error, when the status has one that can be read.</summary>
    public Google.Rpc.Status? Details { get; init; }

    /// <summary>What came, or shall go, beside the status.</summary>
    public Metadata Trailers { get; init; } = new();

    /// <summary>The first rich detail of a type, or null.</summary>
    /// <typeparam name="T">For example <c>Google.Rpc.BadRequest</c>.</typeparam>
    public T? Detail<T>() where T : class, IMessage<T>, new()
    {
        foreach (var detail in Details?.Details ?? [])
            if (detail.TryUnpack(out T found))
                return found;
        return null;
    }
}
