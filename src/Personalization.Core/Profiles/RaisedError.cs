using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles;

/// <summary>An error that a subject ran into once.</summary>
/// <param name="Slot">The kind of error: its slot in the catalog's errors.</param>
/// <param name="Stamp">When.</param>
/// <param name="Code">The error code, or null where the event carried none.</param>
/// <param name="Feature">Where it happened, or null where the event did not say.</param>
public readonly record struct RaisedError(int Slot, Stamp Stamp, string? Code, string? Feature) : IStamped<RaisedError>
{
    int IStamped<RaisedError>.Tie => Slot;

    bool IStamped<RaisedError>.Replaces(in RaisedError other) => false;
}
