using Personalization.Core.Profiles.State;

namespace Personalization.Core.Profiles;

/// <summary>A page or screen that was seen.</summary>
/// <param name="Path">The page's path or the screen's name.</param>
/// <param name="Stamp">When.</param>
public readonly record struct PathVisit(string Path, Stamp Stamp) : IStamped<PathVisit>
{
    int IStamped<PathVisit>.Tie => 0;

    bool IStamped<PathVisit>.Replaces(in PathVisit other) => false;
}
