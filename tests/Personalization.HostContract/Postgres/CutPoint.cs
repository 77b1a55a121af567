namespace Personalization.HostContract.Postgres;

/// <summary>Where a <see cref="CuttingRelay"/> cuts the line.</summary>
public enum CutPoint
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The server never hears of the request.</summary>
    BeforeTheRequest,

    /// <summary>The server hears half of it.</summary>
    InTheRequest,

    /// <summary>The server has the whole request, and works on without a client.</summary>
    AfterTheRequest,

    /// <summary>The server has done it, and nobody hears the answer.</summary>
    BeforeTheAnswer,
}
