namespace Personalization.Core.Profiles.State;

/// <summary>The newest resolution of a kind of error, in one feature or (null) in all.</summary>
internal readonly record struct ResolvedError(int Slot, Stamp Stamp, string? Feature) : IStamped<ResolvedError>
{
    int IStamped<ResolvedError>.Tie => Slot;

    bool IStamped<ResolvedError>.Replaces(in ResolvedError other) =>
        Slot == other.Slot && string.Equals(Feature, other.Feature, StringComparison.Ordinal);

    /// <summary>Whether it resolves an error.</summary>
    public bool Resolves(in RaisedError error) =>
        Slot == error.Slot && Stamp > error.Stamp
        && (Feature is null || string.Equals(Feature, error.Feature, StringComparison.Ordinal));
}
