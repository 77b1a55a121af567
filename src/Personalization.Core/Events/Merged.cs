using Personalization.Core.Subjects;

namespace Personalization.Core.Events;

/// <summary>Another id turned out to be this user. The id's events follow as <see cref="Adopted"/> in the same commit. Its time is that of the id's first event, so that it says nothing about when the user was seen.</summary>
public sealed record Merged : Event
{
    /// <summary>What the id is: an anonymous visitor or another user.</summary>
    public required SubjectKind SourceKind { get; init; }

    /// <summary>The id.</summary>
    public required string SourceId { get; init; }

    /// <summary>The version of the id's stream up to which its events follow; 0 for an id that had none.</summary>
    public required long ThroughVersion { get; init; }

    /// <inheritdoc/>
    public override EventType Type => EventType.Merged;
}
