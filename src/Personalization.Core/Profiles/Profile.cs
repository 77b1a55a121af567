namespace Personalization.Core.Profiles;

/// <summary>The live state of one subject: a fold of its events. Changed only by <c>Evolve</c>.</summary>
public sealed class Profile
{
    /// <summary>The version of the last event that was folded; 0 for none.</summary>
    public long Version { get; internal set; }
}
