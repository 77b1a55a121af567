namespace Personalization.Chaos.Load;

/// <summary>How a call ended.</summary>
internal enum AnswerKind
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>503, 429, or their counterparts of gRPC: the gateway asks to try again.</summary>
    Retryable,

    /// <summary>The connection ended, or there was none: only where the gateway is gone.</summary>
    Lost,

    /// <summary>It did not come for so long that the client gave up.</summary>
    Hung,

    /// <summary>Anything else, which nobody may be told.</summary>
    Refused,
}
