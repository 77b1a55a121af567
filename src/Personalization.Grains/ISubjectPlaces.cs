using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>Tells where subjects live, for whoever looks after a cluster: which silo a hot one heats, and whom the loss of a silo concerns.</summary>
public interface ISubjectPlaces
{
    /// <summary>Where a subject lives now. To ask brings nobody into memory.</summary>
    /// <param name="subject">Whose place.</param>
    /// <returns>The address and port at which other silos reach its silo, such as <c>10.0.0.1:11111</c>; null where it is in no silo's memory.</returns>
    ValueTask<string?> Find(SubjectKey subject);
}
