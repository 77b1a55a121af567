using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Tests.Audit;

/// <summary>A part of a commit that a test takes apart.</summary>
internal sealed class RewrittenPart(SubjectKey subject, long firstVersion, List<Event> events)
{
    public SubjectKey Subject { get; set; } = subject;

    public long FirstVersion { get; set; } = firstVersion;

    public List<Event> Events { get; set; } = events;

    /// <summary>Whether subject and events are destroyed, as an erasure does it.</summary>
    public bool IsErased { get; set; }
}
