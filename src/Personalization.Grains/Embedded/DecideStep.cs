namespace Personalization.Grains.Embedded;

/// <summary>How an attempt at a decision ended.</summary>
internal enum DecideStep
{
    /// <summary>No catalog has been taken up yet.</summary>
    NotBegun,

    /// <summary>The person is known under another id, and is decided for there.</summary>
    Moved,

    /// <summary>It is decided.</summary>
    Done,

    /// <summary>A grain that it reads is not loaded under the active plan.</summary>
    NotReady,

    /// <summary>A turn that is away on another node holds a grain that this one writes to.</summary>
    Held,

    /// <summary>A grain that it needs lives on another node.</summary>
    Elsewhere,

    /// <summary>The request seems to have been answered before; the journal has to be read.</summary>
    Repeated,

    /// <summary>The turn is tried again and may have run before; the journal has to be read.</summary>
    MayHaveRun,
}
