using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>The events of a batch about one person, or, without a person, about one account.</summary>
/// <param name="User">The person, or null.</param>
/// <param name="First">The index of the first event.</param>
internal readonly record struct IngestGroup(SubjectKey? User, int First);
