using Google.Protobuf.WellKnownTypes;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Grpc;

/// <summary>Times between protobuf and this system, which counts milliseconds.</summary>
internal static class RpcTime
{
    /// <summary>Reads a time; a missing one is null.</summary>
    public static Problem? Read(Timestamp? message, string path, out Instant? time)
    {
        time = null;
        if (message is null)
        {
            return null;
        }

        var instant = new Instant((message.Seconds * 1000) + (message.Nanos / 1_000_000));
        if (message.Nanos is < 0 or > 999_999_999 || message.Seconds is < -62135596800 or > 253402300799)
        {
            return new Problem(ProblemCodes.InvalidTime, path, "It is not a time between the years 1 and 9999.");
        }

        time = instant;
        return null;
    }

    /// <summary>Writes a time.</summary>
    public static Timestamp Write(Instant time) => Timestamp.FromDateTimeOffset(time.ToDateTimeOffset());

    /// <summary>Writes a time; null is a missing one.</summary>
    public static Timestamp? Write(Instant? time) => time is { } known ? Write(known) : null;
}
