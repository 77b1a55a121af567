namespace Personalization.Simulation.Checking;

/// <summary>What a history must not show.</summary>
public enum ViolationKind
{
    /// <summary>Something that was acknowledged is not there.</summary>
    LostAcknowledged,

    /// <summary>Something was acknowledged that is not durable.</summary>
    AcknowledgedEarly,

    /// <summary>An event is in a stream twice.</summary>
    AppliedTwice,

    /// <summary>An event is not what was sent.</summary>
    WrongContent,

    /// <summary>A stream has a gap, or a version that does not follow.</summary>
    Gap,

    /// <summary>Some parts of one call are there and others are not.</summary>
    TornCall,

    /// <summary>The feed is not what the streams hold, or its positions do not rise.</summary>
    WrongFeed,

    /// <summary>A read does not show what was acknowledged before it.</summary>
    StaleRead,

    /// <summary>A profile is not the fold of its stream.</summary>
    WrongFold,

    /// <summary>A cap or a budget gave more than it has.</summary>
    LimitExceeded,

    /// <summary>A decision took from a shared limit without its owner counting it, or the other way round.</summary>
    LostHold,

    /// <summary>A request that was repeated was served twice.</summary>
    RepeatedServe,

    /// <summary>The journal goes on after a failed sync.</summary>
    WentOnAfterFailedSync,

    /// <summary>The start or a read refuses what no fault has damaged.</summary>
    RefusedWithoutReason,

    /// <summary>Something failed although the disk did not.</summary>
    FailedWithoutReason,

    /// <summary>Damage comes out as an error that does not say so.</summary>
    WrongReport,

    /// <summary>A call never ends.</summary>
    Stuck,
}
