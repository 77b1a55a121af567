using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Residency;

/// <summary>Which subjects belong to which region. A pin outlives what was stored of its subject, so it names nobody: only who has the secret and guesses the id can tell.</summary>
public interface ISubjectPins
{
    /// <summary>Whether nobody is pinned, as far as this process has heard.</summary>
    bool IsEmpty { get; }

    /// <summary>The region that a subject is pinned to; null for none. Memory only; without any pin it costs nothing.</summary>
    string? Find(in SubjectKey subject);

    /// <summary>Says to which region a subject belongs; durable when it returns, and known to this process.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="region">The region's name; null lifts the pin.</param>
    /// <returns>Null, or why not: <c>region_invalid</c>, <c>too_many_pins</c>.</returns>
    ValueTask<Problem?> Pin(SubjectKey subject, string? region);

    /// <summary>Takes up what other processes have pinned.</summary>
    /// <exception cref="IOException">The store is away; the pins stay as they were.</exception>
    ValueTask Refresh();
}
