namespace Personalization.Grains.Embedded;

/// <summary>How an attempt at a decision ended.</summary>
internal enum DecideStep
{
    /// <summary>It is decided.</summary>
    Done,

    /// <summary>The user's grain is not loaded under the active plan.</summary>
    UserNotReady,

    /// <summary>The account's grain is not loaded under the active plan.</summary>
    AccountNotReady,

    /// <summary>The request seems to have been answered before; the journal has to be read.</summary>
    Repeated,
}
