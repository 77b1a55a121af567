using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Projections.Notices;

/// <summary>A subject has changed. It says that, not how: whoever wants to know reads the profile.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Version">The version of its last event that the notice is about; durable.</param>
/// <param name="Types">The kinds of events that it is about.</param>
public readonly record struct ChangeNotice(SubjectKey Subject, long Version, EventTypeSet Types)
{
    /// <summary>A notice for somebody who may have missed one: it is worth a look.</summary>
    public static ChangeNotice Perhaps(SubjectKey subject) => new(subject, long.MaxValue, EventTypeSet.All);

    /// <summary>Whether there was a change of this version: not so for <see cref="Perhaps"/>.</summary>
    public bool IsCertain => Version != long.MaxValue;

    /// <summary>One notice for what two say of the same subject, in either order.</summary>
    public ChangeNotice With(in ChangeNotice other) => this with { Version = Math.Max(Version, other.Version), Types = new EventTypeSet(Types.Bits | other.Types.Bits) };
}
