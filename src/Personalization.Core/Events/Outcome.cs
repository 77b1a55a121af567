namespace Personalization.Core.Events;

/// <summary>What became of a served action. The numbers are stored and may not change.</summary>
public enum Outcome : byte
{
    /// <summary>The client says that it was seen; metrics count it.</summary>
    Shown = 1,

    /// <summary>It was clicked.</summary>
    Clicked = 2,

    /// <summary>It was dismissed.</summary>
    Dismissed = 3,

    /// <summary>Its task was completed.</summary>
    Completed = 4,

    /// <summary>It is not to be shown again until a given time.</summary>
    Snoozed = 5,

    /// <summary>It is never to be shown again.</summary>
    OptedOut = 6,

    /// <summary>The person wants less like it for a while: of it, and of what is about the same.</summary>
    LessLikeThis = 7,
}
