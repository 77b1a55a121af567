using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>The calls of the load, in one protocol.</summary>
internal interface IGatewayCalls
{
    /// <summary>Sends a batch of events.</summary>
    Task<Answer<Taken>> Ingest(IReadOnlyList<SentEvent> events);

    /// <summary>Asks for a decision.</summary>
    /// <param name="user">For whom.</param>
    /// <param name="surface">Where.</param>
    /// <param name="requestId">The same for every repeat; null for none.</param>
    /// <param name="isPeek">Whether nothing is to be counted.</param>
    Task<Answer<Decided>> Decide(string user, string surface, string? requestId, bool isPeek);

    /// <summary>Reads the version of a profile; 0 where there is none.</summary>
    Task<Answer<long>> ReadVersion(SubjectKey subject);
}
