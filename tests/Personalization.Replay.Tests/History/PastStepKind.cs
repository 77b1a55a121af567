namespace Personalization.Replay.Tests.History;

/// <summary>What can happen.</summary>
internal enum PastStepKind
{
    /// <summary>Events come in.</summary>
    Send,

    /// <summary>Events come in that were received elsewhere, days ago.</summary>
    Import,

    /// <summary>The host puts away what waits.</summary>
    Sweep,

    /// <summary>Another catalog becomes active.</summary>
    Season,

    /// <summary>The host stops and starts.</summary>
    Restart,

    /// <summary>Somebody is erased, and may begin again.</summary>
    Erase,

    /// <summary>Somebody looks at the past.</summary>
    Look,
}
