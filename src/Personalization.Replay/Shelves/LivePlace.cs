using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Replay.Shelves;

/// <summary>A profile that is in memory as it is.</summary>
internal sealed class LivePlace(SubjectKey subject, Profile profile)
{
    /// <summary>Whose.</summary>
    public SubjectKey Subject { get; } = subject;

    /// <summary>The profile.</summary>
    public Profile Profile { get; set; } = profile;

    /// <summary>Whether it was asked for since the clock's hand last passed.</summary>
    public bool IsTouched { get; set; } = true;
}
