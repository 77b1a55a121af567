using Google.Rpc;
using Personalization.Grpc;

namespace Personalization.Cli.Sending;

/// <summary>How long to go on with a server that is busy or away: doubling pauses, or the one that it asks for, and not for ever.</summary>
internal sealed class SendPatience
{
    private int attempts;
    private bool hasMoved;

    /// <summary>The server acknowledged something.</summary>
    public void Renew() => (attempts, hasMoved) = (0, true);

    /// <summary>How long to wait before the next try; null where trying again is of no use.</summary>
    public TimeSpan? After(RpcException broken)
    {
        var asked = broken.Detail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
        var isPassing = broken.Code is StatusCode.Unavailable or StatusCode.ResourceExhausted || (hasMoved && broken.Code is StatusCode.Internal or StatusCode.Cancelled);
        // A server that never answered is rather the wrong address than a busy one.
        if (!isPassing || !(hasMoved || asked is not null) || attempts == Limits.SendAttemptsMax)
        {
            return null;
        }

        var pause = Limits.SendPauseFirst * (1 << Math.Min(attempts++, 16));
        pause = pause < Limits.SendPauseLongest ? pause : Limits.SendPauseLongest;
        return asked > pause ? asked < Limits.SendPauseLongest ? asked : Limits.SendPauseLongest : pause;
    }
}
