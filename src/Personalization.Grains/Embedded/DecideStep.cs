namespace Personalization.Grains.Embedded;

/// <summary>How an attempt at a decision ended.</summary>
internal enum DecideStep
{
    /// <summary>No catalog has been taken up yet.</summary>
    NotBegun,

    /// <summary>It is decided.</summary>
    Done,

    /// <summary>A grain that it reads is not loaded under the active plan.</summary>
    NotReady,

    /// <summary>The request seems to have been answered before; the journal has to be read.</summary>
    Repeated,
}
